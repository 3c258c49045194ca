"""Oversight by the API: findings, papers, commissioning rounds. Serves every clause."""
