"""The search index: what stands in it (documents.py), how it is asked (finding.py), how both count words (tokens.py)."""
