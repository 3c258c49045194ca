"""The acts behind a paper as its annex names them: what was said, by whom, on which day. Touches the database (reads). Serves I3."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from entente.implementation.papers.paper import Paper, Source, references
from entente.instrument.courtesy import courtesy
from entente.kernel.act import Header
from entente.kernel.area import Words
from entente.kernel.labels.label import parse_label
from entente.node.oversight.asking import SEEN, Asking, Held
from entente.store import records
from entente.store.intervals import standing_of

SAID: Mapping[str, Words] = {
    "propose": {"en": "Proposed by {party}", "ja": "{party}が提案"},
    "accept": {"en": "Accepted by {party}", "ja": "{party}が同意"},
    "conclude": {"en": "Finalised by {party}", "ja": "{party}が確定"},
    "confirm": {"en": "Receipt confirmed by {party}", "ja": "{party}が受領確認"},
    "state": {"en": "Stated by {party}", "ja": "{party}が表明"},
    "supersede": {"en": "Restated by {party}", "ja": "{party}が改めて表明"},
    "withdraw": {"en": "Withdrawn by {party}", "ja": "{party}が撤回"},
}
FILED = re.compile(r"No\. [0-9]+|[0-9][0-9/-]*")
"""Numbers by which records are filed and nobody calls them: a meeting's place, a day, a period; their title says it in words."""
ENTRY: Words = {"en": "Entry of {party}", "ja": "{party}の記載"}


def sources(asking: Asking, paper: Paper) -> tuple[Source, ...]:
    """Each act that the paper cites and this node holds: what it is and about which record, its day, its own label."""
    wanted = references(paper)
    about = _records(asking)
    about |= _proposed(asking, [act for act in wanted if act not in about])
    read = standing_of.headers(asking.node.alias, wanted)
    return tuple(_source(asking, act, header, about.get(act)) for act in wanted if (header := read.get(act)) is not None)


def _records(asking: Asking) -> dict[str, Held]:
    """The record that each act made what it is, of the records this question has read."""
    items: Mapping[str, Held] = asking.cache.get(SEEN, {})
    return {text.act: one for one in items.values() for text in one.row.revisions}


def _proposed(asking: Asking, acts: Iterable[str]) -> dict[str, Held]:
    """The records that acts opened and nobody has agreed to yet. What was open at an earlier moment of knowledge is not told."""
    if asking.known is not None:
        return {}
    rows = records.get(asking.node.alias, acts).values()
    return {row.id: Held(row, None, row.id, asking.labels[row.label]) for row in rows if row.label in asking.labels}


def _source(asking: Asking, act: str, header: Header, about: Held | None) -> Source:
    party = header.log.split("/")[2] if header.log.count("/") >= 2 else ""
    names = asking.names.get(party, {"en": party, "ja": party})
    pattern = SAID.get(header.kind, ENTRY)
    words = {language: pattern[language].format(party=names.get(language) or names.get("en", party)) for language in ("en", "ja")}
    row = about.row if about is not None else asking.row if act in {text.act for text in asking.row.revisions} else None
    if row is not None:
        kind = asking.node.registry.kinds[row.type].titles
        titles = about.titles if about is not None else instrument_title(asking)
        for language, comma, between in (("en", ", ", ": "), ("ja", "、", "：")):
            title = titles.get(language) or titles.get("en") or titles.get("ja", "")
            code = f" {row.code}" if row.code and row.code != title and not FILED.fullmatch(row.code) else ""
            named = f"{kind.get(language, row.type)}{code}"
            spoken = f"{named}{comma}{title}"
            if title == kind.get(language) or title.startswith(named):  # not “Progress report, Progress report, 3 September”
                spoken = named if title == kind.get(language) else title
            words[language] = f"{spoken}{between}{words[language]}"
    return signed(act, words, header)


def signed(act: str, words: Words, header: Header) -> Source:
    """An act as the annex names it, with the moment it was signed and its own label."""
    at = datetime.fromisoformat(header.signed_at)
    return Source(act, words, at.astimezone(UTC).date(), (parse_label(header.label),), at)


def instrument_title(asking: Asking) -> Words:
    """The declaration's title by language: its own; where no text of it is Japanese, a courtesy translation that says what it is."""
    own, text = Held(asking.row, None, "", asking.label).titles, asking.instrument
    versions = {one.language: one.title for one in getattr(text, "versions", ()) if one.title}
    translated = courtesy(text.id, text.title).title.get("ja", "")
    japanese = versions.get("ja") or (f"{translated}（仮訳）" if translated else own.get("ja"))
    return {"en": own.get("en") or text.title, "ja": japanese or text.title}
