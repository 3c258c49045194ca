"""The only queries: logs, contents, marks, projections, partners. Django models, raw SQL where it is hot."""
