"""Any record as a sheet: where it stands, what lies on the table, its words, what rules find, our own fields, who said what.

Touches the database (reads). Our own fields carry their own label; what rules find is told at home, to a partner what was cleared.
Serves I1 and every clause.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from entente.implementation import area_words, fields
from entente.implementation.named import by_name
from entente.implementation.papers.paper import Column, Heading, Lines, Paper, Para, Part, Sentence, Table
from entente.implementation.papers.phrases import both, day
from entente.implementation.sheets.edition import GONE
from entente.implementation.sheets.parts import Base, changed_parts, field_parts, framed, named_in, small
from entente.kernel.area import Words
from entente.kernel.fold import Proposal, Record, current
from entente.kernel.labels.label import parse_label
from entente.node import look
from entente.node.national import overlays
from entente.node.render.layout import moment_text
from entente.node.sheets import joint
from entente.node.sheets.looking import Looking
from entente.store.intervals import standing_of

NOTHING = both("Nothing is awaited from any side.", "いずれの側にも、行うべき手続はない。")
ORDER = ("obligation", "finding", "standing", "indicator", "fact")


def record_sheet(asked: Looking, home: bool) -> Paper:
    """The sheet; `home`: with all that rules find and our own fields; a partner's version has the findings of the joint paper alone."""
    row, (state, _acts) = asked.row, asked.folded
    base = asked.base(row)
    parts: list[Part] = [*_stands(asked, state, base)]
    for one in state.proposals if state is not None else ():
        if one.state == "open":
            parts += _proposal(asked, state, one)
    parts += _text(asked, state)
    parts += [*_found(asked, base), *_ours(asked)] if home else _joint(asked)
    parts += _history(asked, state)
    kind, title = area_words.kind(row.type), asked.title(row)
    stands = area_words.state(asked.stands[0])
    frame = asked.frame()
    subtitle = both(f"{kind['en']}, {small(stands['en'])}", f"{kind['ja']}（{stands['ja']}）")
    return framed(frame, title, subtitle, parts)


def _stands(asked: Looking, state: Record | None, base: Base) -> list[Part]:
    """Whose move it is."""
    told = []
    for code, verb in asked.stands[1]:
        words, who = area_words.move(verb, code == asked.node.party), asked.called.party(code)
        told.append(base.adds(both(f"{who['en']}: {words['en']}", f"{who['ja']}：{words['ja']}")))
    return [Heading(both("Next move", "次の手続"), 1), Lines(tuple(told)) if told else Para((base.adds(NOTHING),))]


def _proposal(asked: Looking, state: Record | None, one: Proposal) -> list[Part]:
    """A proposal that is open: who, until when, who has answered; its words, and what they would change."""
    row, held = asked.row, asked.folded[1]
    if one.cite.act not in held or state is None:
        return []
    base, kind = asked.base(row, one.cite.act), asked.node.registry.kinds.get(row.type)
    who, at = asked.called.party(one.cite.party), _moment(asked, one.signed_at)
    told = {"en": f"Proposed by {who['en']}, {at['en']}.", "ja": f"{at['ja']}、{who['ja']}が提案。"}
    if one.expires_at is not None:
        until = _moment(asked, one.expires_at)
        told = {"en": f"{told['en']} May be accepted until {until['en']}.", "ja": f"{told['ja']}同意期限：{until['ja']}。"}
    for parties, en, ja in ((one.accepted, "Accepted by", "同意済み"), (one.declined, "Declined by", "不同意")):
        if parties:
            each = [asked.called.party(code) for code in sorted(parties)]
            names = both(", ".join(name["en"] for name in each), "、".join(name["ja"] for name in each))
            told = {"en": f"{told['en']} {en} {names['en']}.", "ja": f"{told['ja']}{ja}：{names['ja']}。"}
    parts: list[Part] = [Heading(both("Open proposal", "提案中の文案"), 1, base.labels), Para((base.says(told),))]
    text = asked.words_of(held, one.cite, one.index)
    if text is None:
        return [*parts, Para((base.adds(GONE),))]
    cite, index, _pending = current(state)
    before = asked.words_of(held, cite, index)
    if before is None:
        return [*parts, *_fields(asked, fields.paired(fields.lines(kind, row.schema, text)), base)]
    changes = asked.called.lines(fields.changes(kind, row.schema, before, text))
    return [*parts, *changed_parts(changes, asked.named(named_in(changes)), base, CHANGES)]


CHANGES = both("What it would change of the text in effect", "効力のある本文からの変更点")


def _fields(asked: Looking, lines: list[fields.Line], base: Base) -> list[Part]:
    return field_parts(asked.called.lines(lines), asked.named(named_in(lines)), base)


def _text(asked: Looking, state: Record | None) -> list[Part]:
    """The words that count."""
    if state is None:
        return []
    row, held = asked.row, asked.folded[1]
    cite, index, pending = current(state)
    if cite is None:
        return []
    base, words = asked.base(row, cite.act), asked.words_of(held, cite, index)
    state_ = asked.stands[0]
    title = both("Text in effect", "効力のある本文")
    if pending:
        title = both("Text finalised, not yet in effect", "確定済みで効力発生前の本文")
    elif state_ in ("withdrawn", "issued"):
        title = both("Text as it stood", "撤回前の本文") if state_ == "withdrawn" else both("Text", "本文")
    lines = fields.paired(fields.lines(asked.node.registry.kinds.get(row.type), row.schema, words)) if words is not None else []
    return [Heading(title, 1, base.labels), *(_fields(asked, lines, base) if words is not None else [Para((base.adds(GONE),))])]


def _found(asked: Looking, base: Base) -> list[Part]:
    """What rules find on the day, what is owed first."""
    row = asked.row
    spans = standing_of.found(asked.node.alias, {row.number: row.id}, asked.known_at, asked.on).get(row.number, [])
    told = []
    for one in sorted(spans, key=lambda span: (ORDER.index(span.sort), span.code, span.starts)):
        what, state = area_words.product(one.code), area_words.state(one.state, one.code)
        held = asked.base(row, *one.acts)
        named = by_name(one.reason, asked.names)
        reason = {key: named.get(key) or named.get("en", "") for key in ("en", "ja")}
        words = both(f"{what['en']}: {state['en']}. {reason['en']}".strip(), f"{what['ja']}：{state['ja']}。{reason['ja']}")
        told.append(held.says(words, *base.labels))
    on, title = day(asked.on), both("What the rules find today", "本日の規則の適用結果")
    if asked.past:
        title = both(f"What the rules find on {on['en']}", f"{on['ja']}における規則の適用結果")
    return [Heading(title, 1), Lines(tuple(told))] if told else []


def _joint(asked: Looking) -> list[Part]:
    """The findings that stand on the joint paper, each side's words beside."""
    told = joint.standing(asked)
    rows = []
    for one in told:
        said = {key: "\n".join(each.words[key] for each in one.said) or "–" for key in ("en", "ja")}
        labels = tuple(dict.fromkeys((*one.found.labels, *(label for each in one.said for label in each.labels))))
        acts = tuple(dict.fromkeys(act for each in one.said for act in each.acts))
        rows.append((one.found, Sentence(said, acts, labels)))
    columns = (Column(both("What was found", "所見"), 10), Column(both("What the sides say of it", "各参加国の説明"), 10))
    title = both("Findings of the joint paper", "共同報告に記載する所見")
    return [Heading(title, 1), Table({}, columns, tuple(rows))] if rows else []


def _ours(asked: Looking) -> list[Part]:
    """Our own fields on the record, under the label of where we keep them."""
    row = overlays.find(asked.node, asked.row.id)
    if row is None or not asked.readable(row):
        return []
    limit = min(asked.on, asked.known or asked.on)
    act, said = overlays.said_by(asked.node, row, limit if asked.past else None)
    lines = fields.paired(fields.national_lines(asked.node.registry.kinds.get(asked.row.type), said))
    base = asked.base(row, act)
    found = _fields(asked, lines, base)
    return [Heading(both("For us alone", "当方限り"), 1, base.labels), *found] if found else []


def _history(asked: Looking, state: Record | None) -> list[Part]:
    """Who said what, the latest first; entries that may not be read are left out."""
    if state is None:
        return []
    acts = asked.folded[1]
    bodies, receipts = look.bodies(asked.node, acts.values()), look.receipts(asked.node, list(acts.values()))
    rows = []
    for cite in reversed(state.history):
        found = acts.get(cite.act)
        header = found.act.header if found is not None else None
        if found is None or header is None:
            continue
        base = Base((cite.act,), (asked.label(asked.row), parse_label(header.label)))
        what, place = area_words.DEEDS.get(header.kind, both(header.kind, header.kind)), f"{cite.party}/{cite.generation}/{cite.seq}"
        said = both(f"{what['en']}, {header.post} ({place})", f"{what['ja']}、{header.post}（{place}）")
        received = {party: at for party, at in receipts.get(cite.act, {}).items() if party != asked.node.party and _by(asked, at)}
        if cite.party != asked.node.party:
            received |= {code: at for code, at in ((asked.node.party, found.received_at // 1_000_000),) if _by(asked, at)}
        cells = (
            base.says(_remarked(said, bodies.get(cite.act))),
            base.adds(_moment(asked, header.signed_at)),
            base.adds(_received(received, asked)),
        )
        rows.append(cells)
    columns = (
        Column(both("Entry", "記載"), 9),
        Column(both("Signed", "署名日時"), 8),
        Column(both("Received", "受領"), 8),
    )
    return [Heading(both("Who said what", "経過"), 1), Table({}, columns, tuple(rows))] if rows else []


def _remarked(said: Words, body: Any) -> Words:
    """An entry with the remark that came with it."""
    remark = body.get("remark") if body else None
    if not isinstance(remark, dict) or not remark:
        return said
    told = {key: str(remark.get(key) or next(iter(remark.values()))) for key in ("en", "ja")}
    return both(f"{said['en']}. {told['en']}", f"{said['ja']}。{told['ja']}")


def _by(asked: Looking, at: int) -> bool:
    """Whether a moment (seconds since 1970) lies within what is asked about."""
    return not asked.past or datetime.fromtimestamp(at, UTC).date() <= asked.on


def _received(found: dict[str, int], asked: Looking) -> Words:
    """Since when, at the latest, who held it."""
    told = [(asked.called.party(code), moment_both(asked, datetime.fromtimestamp(at, UTC))) for code, at in sorted(found.items())]
    if not told:
        return both("not yet", "未受領")
    return both("; ".join(f"{who['en']}, {at['en']}" for who, at in told), "、".join(f"{who['ja']} {at['ja']}" for who, at in told))


def _moment(asked: Looking, text: str) -> Words:
    return moment_both(asked, datetime.fromisoformat(text))


def moment_both(asked: Looking, at: datetime) -> Words:
    """A moment by the clocks of those who take part, in both languages."""
    return {language: moment_text(at, language, asked.called.seats) for language in ("en", "ja")}


def agreed_notice(row_state: str) -> Words:
    """What a paper whose text has no effect says of itself on its first page."""
    stands = area_words.state(row_state)
    return both(f"Not agreed text: {small(stands['en'])}.", f"合意された本文ではない（{stands['ja']}）。")
