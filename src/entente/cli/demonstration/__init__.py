"""The demonstration: two nodes on one machine tell the story of a declaration being carried out."""
