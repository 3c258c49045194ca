"""What belongs to a post or a person, by the API. Serves every clause."""
