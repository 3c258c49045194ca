"""What rules found, as dated intervals at rest (spans.py), and what is read off them: now, standings, counts by day."""
