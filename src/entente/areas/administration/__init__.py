"""Administration: what administrators of a node did to its posts, people and tokens, kept in the national channel.

Pure. Pattern P1, statement; nobody types one: node/national/administration.py says it with each change. No rules. Serves S2 and A1: who may
see what was shared in confidence, and who decided so, can be asked later.
"""

from __future__ import annotations

from entente.areas.administration.records import AnyEntry, Entry, EntryWithSettings, EntryWithSignOn, check_entry
from entente.areas.administration.words import titles
from entente.kernel.area import Area, Facets, Kind

TYPE = "administration-entry"


def _facets(text: AnyEntry) -> Facets:
    return Facets(text.what, titles(text.what, text.subject))


AREA = Area(
    name="administration",
    titles={"en": "Administration of the node", "ja": "ノードの管理"},
    clauses=("jp-gb-2017#S2",),
    kinds=(
        Kind(
            type=TYPE,
            joint=False,
            titles={"en": "Entry of administration", "ja": "管理の記載"},
            schemas={1: Entry, 2: EntryWithSettings, 3: EntryWithSignOn},
            facets=_facets,
            clauses=("jp-gb-2017#S2",),
            check=check_entry,
            authentic=("en", "ja"),
        ),
    ),
)
