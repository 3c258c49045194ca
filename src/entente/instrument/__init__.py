"""A declaration's text to its clauses and commitments. Pure, but for the one data file that `load` reads.

`parse` reads any declaration, `load` gives the Japan-UK declaration of 2017 with its commitments. The grammar is described in `parse`,
the rule of ids in `identifiers`.
"""

from entente.instrument.model import Clause, ClauseTitle, Commitment, Instrument, Item, Section, Signatory, Source, Text, claimed
from entente.instrument.parsing.parse import parse, parse_bytes
from entente.instrument.published import cite, clause_ids, clause_text, commitments, from_json, load
from entente.instrument.render import outline, to_json

__all__ = [
    "Clause",
    "ClauseTitle",
    "Commitment",
    "Instrument",
    "Item",
    "Section",
    "Signatory",
    "Source",
    "Text",
    "cite",
    "claimed",
    "clause_ids",
    "clause_text",
    "commitments",
    "from_json",
    "load",
    "outline",
    "parse",
    "parse_bytes",
    "to_json",
]
