"""A declaration's text to its clauses and commitments. Pure."""
