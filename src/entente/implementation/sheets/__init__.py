"""Sheets: one record as a paper. Its fields and history; an edition, an agenda, minutes or a joint statement as what it is. Serves I1."""
