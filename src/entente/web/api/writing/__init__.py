"""Drafts and what is said by the API. Serves every clause."""
