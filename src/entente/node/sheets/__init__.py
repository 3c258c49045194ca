"""Sheets filled from the store: one record as a paper, of what whoever asks may read. Serves I1."""
