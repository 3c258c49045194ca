"""The clock of a series of meetings: when one is due, what counts, what the figures say. Pure. Serves I2, I3, I4 and I5."""
