"""The served process: its one node, WSGI, databases, headers and language of a request."""
