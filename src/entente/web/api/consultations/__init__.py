"""Consultations by the API: series, meetings, dates, actions, statements, invitations, contacts. Serves every clause."""
