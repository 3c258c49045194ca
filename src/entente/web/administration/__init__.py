"""Administration: posts, people, tokens, the node's settings, and what administrators did; no record shows on any of these pages.

Serves S2, A1.
"""
