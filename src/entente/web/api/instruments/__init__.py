"""Instruments by the API: how their clauses stand. Serves every clause."""
