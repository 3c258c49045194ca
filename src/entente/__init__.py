"""Entente: governments carry out together what they have declared."""
