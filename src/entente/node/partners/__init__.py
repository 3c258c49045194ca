"""The exchange with partners: rounds, what is served to them, what follows by itself, and how things stand, in words."""
