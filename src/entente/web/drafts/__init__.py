"""Pages of drafting, clearance and release inside one government: the list, one draft, its steps, the release with its exact preview."""
