"""Calendar files in and out, and the moments they speak of. Pure."""
