"""The search index kept behind the logs, and questions to it answered."""
