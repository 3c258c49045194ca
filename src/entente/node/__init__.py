"""Submit, receive, rebuild, verify: composes kernel, areas, store and exchange into one government's node."""
