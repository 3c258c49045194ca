"""Records by the API: one with its history, lists, search, types. Serves every clause."""
