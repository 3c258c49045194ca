"""Inside one government: drafts, clearance, release, national fields and work, said in the channel it has with itself."""
