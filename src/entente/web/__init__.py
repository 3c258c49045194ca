"""The pages: a thin shell of Django over the node. Every page is declared to, and reads through, `gate`. Serves every clause."""
