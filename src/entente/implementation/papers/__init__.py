"""Papers that write themselves: agenda, brief, quarterly, returns and invitations. Pure."""
