"""Pages of oversight: how each promise is kept, as of any two dates, and the papers about it. Serves I3."""
