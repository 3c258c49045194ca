"""Gate 1: whether an act has effect, from headers alone (docs/protocol.md section 5). Pure."""
