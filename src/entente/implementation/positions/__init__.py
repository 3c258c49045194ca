"""Positions side by side: what texts name, which sentences are alike, which pairs an officer has to judge. Serves every clause."""
