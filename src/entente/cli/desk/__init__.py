"""Commands of who drafts, clears, says and reads."""
