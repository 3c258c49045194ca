"""Joint statements: their records, what was published, the rules of release. Pure. Serves I2, I3, I4 and I5."""
