"""The gate's functions by family: each takes a Sight first and shows what this person may read."""
