"""Template filters. Serves every clause."""
