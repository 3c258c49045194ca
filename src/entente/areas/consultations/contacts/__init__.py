"""Points of contact: their records, and who is asked first. Pure. Serves I2, I3, I4 and I5."""
