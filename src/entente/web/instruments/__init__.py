"""Pages on which a declaration nobody has prepared is brought in, put right and proposed. Serves every clause of any instrument."""
