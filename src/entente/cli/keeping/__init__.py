"""Commands of who sets a node up and keeps it running."""
