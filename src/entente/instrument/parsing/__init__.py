"""A declaration's text to its elements, character by character. Pure."""
