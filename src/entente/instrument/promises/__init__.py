"""From a clause's words to promises, rhythms and meeting series, and a person's corrections of that reading. Pure."""
