"""Oversight: the answers and papers of `implementation`, filled from the store for one reader and two dates. Serves I3."""
