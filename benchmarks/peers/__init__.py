"""Other people's systems doing the same work: signed records carried from A to B and verified there. One module a system."""
