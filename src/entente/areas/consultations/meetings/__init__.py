"""Meetings: their rules, dates, names, and what follows from words that both sides accept. Pure. Serves I2, I3, I4 and I5."""
