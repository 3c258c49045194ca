"""The action plan by the API: editions, files brought in. Serves every clause."""
