"""Commissioning rounds at a node: asking, forms out and in, recording, compiling. Serves I1, I3."""
