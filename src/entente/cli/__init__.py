"""The command line: what a desk officer and an administrator type. Touches everything through `node`; pure of rules. Serves every clause."""
