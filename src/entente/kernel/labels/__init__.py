"""Labels: what a policy says of who may read, assign and release, when two policies mean the same, and how a compound is labelled. Pure."""
