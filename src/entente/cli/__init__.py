"""The command line: what a desk officer and an administrator type.

Touches everything through `node`; decides nothing itself. Serves every clause.
"""
