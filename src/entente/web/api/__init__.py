"""The HTTP API: what the pages do, for programs, behind the same gate (docs/adr/0004-api-behind-the-gate.md). Serves every clause."""
