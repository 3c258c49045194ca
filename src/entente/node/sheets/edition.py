"""An edition of the action plan as a paper, filled from the store. Touches the database (reads). Serves jp-gb-2017#I1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from entente.areas.action_plan.edition import Edition
from entente.implementation import area_words, fields
from entente.implementation.papers.paper import Paper
from entente.implementation.sheets.edition import Entry, edition_paper
from entente.implementation.sheets.parts import Base, named_in
from entente.node import editions, look
from entente.node.sheets.looking import Looking, Told
from entente.node.sheets.record import agreed_notice


def edition(asked: Looking, told: Told, _home: bool) -> Paper:
    """The plan as this edition has it; measures that may not be read stand with their number alone."""
    text: Edition = told.text
    found = editions.compare_text(asked.node, asked.charter, text, () if told.agreed else _proposed(asked, told), asked.readable)
    own = asked.base(told.row, told.act)
    entries, dropped = ([_entry(asked, one, own) for one in some] for some in (found.entries, found.dropped))
    lines = [line for one in (*entries, *dropped) for line in (*one.lines, *one.changes)]
    frame = asked.frame(() if told.agreed else (agreed_notice(told.row.state),))
    return edition_paper(frame, text, area_words.state(told.row.state), entries, dropped, asked.named(named_in(lines)))


def _proposed(asked: Looking, told: Told) -> list[Mapping[str, Any]]:
    """The texts that were proposed together with an edition that has no effect."""
    found = asked.folded[1].get(told.act)
    body = look.bodies(asked.node, [found]).get(told.act) if found is not None else None
    return list(body.get("texts", [])) if body else []


def _entry(asked: Looking, one: editions.Entry, own: Base) -> Entry:
    """A measure's words; none where an act by which they had effect may not be read."""
    kind = asked.node.registry.kinds.get("measure")
    version = kind.latest if kind is not None else 0
    base = asked.base(asked.row, *one.acts) if one.acts else own
    readable = set(base.acts) >= set(one.acts)
    text = one.text if readable else None
    title = text.get("title", {}) if text is not None else {}
    return Entry(
        code=one.code,
        titles={language: title[language] for language in ("en", "ja") if title.get(language)},
        outcome=one.outcome,
        text=text,
        lines=tuple(asked.called.lines(fields.paired(fields.lines(kind, version, text)))) if text is not None else (),
        changes=tuple(asked.called.lines(fields.worded(kind, version, one.changes))) if readable else (),
        base=base,
    )
