"""Pages of what partners told us while we were alone, and of what they recorded of us: put, confirmed, corrected. Serves I1, I3."""
