"""Meetings at a node: agendas, minutes and what goes with them, invitations, publications, doubles."""
