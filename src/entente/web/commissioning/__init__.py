"""Commissioning rounds on pages: asking the leads, their answers, files read in, chasers, what is compiled. Serves I1, I3."""
