"""What belongs to one person at the screen: sign-in, post, tokens, saved views, what he follows, mail, hand-over."""
