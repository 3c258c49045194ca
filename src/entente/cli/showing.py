"""Acts and records in words on the terminal, and as JSON: texts, what a proposal changes, history, receipts, findings.

Touches the database (reads) and the terminal. What may not be shown is named and not shown. Serves every clause.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from entente.cli import terminal, times
from entente.kernel.calendar.seats import seats_of

if TYPE_CHECKING:
    from rich.text import Text

    from entente.kernel.charter import Charter
    from entente.kernel.fold import Record
    from entente.kernel.redline import Change
    from entente.node.look import Found
    from entente.node.node import Node
    from entente.store.records import Row

SHOWN_LINES = 40
DID = {
    "propose": "proposed",
    "accept": "accepted",
    "decline": "declined",
    "conclude": "concluded",
    "confirm": "confirmed",
    "withdraw": "withdrew",
    "state": "stated",
    "supersede": "replaced its statement",
    "purge": "purged a body",
    "spill": "reported a spill",
    "answer": "answered",
    "rotate": "brought a new key",
    "open": "opened a generation of its log",
}


def show_act(node: Node, found: Found) -> None:
    """An act for people."""
    from entente.node import look

    act, header = found.act, found.act.header
    charter = node.charter(found.channel)
    if header is None:
        terminal.say(f"Act {act.cite}: its header does not read; {found.words}")
        return
    terminal.say(f"{act.party} {DID.get(header.kind, header.kind)}: act {act.party}/{act.log[1]}/{act.seq}", "bold")
    seats = seats_of(charter.codes, node.known_seats)
    rows = [("Id", act.id), ("Signed", times.of_header(header.signed_at, seats) + ", by its own clock"), ("By", header.post)]
    rows += [("Label", f"{header.label.get('policy')} / {header.label.get('classification')}")]
    rows += [("Verdict", found.status if not found.words else f"{found.status}: {found.words} [{found.rule}]")]
    rows += [("About", f"{t.type} {(t.record or act.id)[:12]}") for t in header.targets]
    rows += [("Cites", cite.rpartition("/")[0]) for cite in header.cites]
    if header.expires_at:
        rows.append(("May be accepted until", times.of_header(header.expires_at, seats)))
    rows.append(("Body", found.body_words or {"read": "readable here", "none": "none"}.get(found.body_state, found.body_state)))
    rows += [(f"{p} held it by", times.of_seconds(at, seats)) for p, at in look.receipts_of(node, found).items()]
    terminal.table(("", ""), rows)
    body = look.body_of(node, found) or {}
    for name, words in (body.get("remark") or {}).items():
        terminal.say(f"Remark ({name}): {words}")
    for text in body.get("texts", []):
        show_text(text)
    for number, file in enumerate(body.get("attachments", []), start=1):
        terminal.say(f"Attachment {number}: {file['name']}, {file['size']:,} bytes, {file['media_type']}")


def act_as_json(node: Node, found: Found) -> dict[str, Any]:
    """An act for scripts."""
    from entente.node import look

    header = found.act.header
    return {
        "act": found.act.id,
        "cite": str(found.act.cite),
        "channel": found.channel,
        "party": found.act.party,
        "kind": header.kind if header else None,
        "post": header.post if header else None,
        "signed_at": header.signed_at if header else None,
        "expires_at": header.expires_at if header else None,
        "label": header.label if header else None,
        "targets": [{"type": t.type, "schema": t.schema, "record": t.record, "base": t.base} for t in header.targets] if header else [],
        "cites": list(header.cites) if header else [],
        "verdict": {"status": found.status, "rule": found.rule, "words": found.words},
        "body_state": found.body_state,
        "body": look.body_of(node, found),
        "received": look.receipts_of(node, found),
    }


def show_text(text: Mapping[str, Any] | None, limit: int = SHOWN_LINES) -> None:
    """A text as field and words, at most `limit` lines."""
    from entente.kernel.redline import flatten

    if text is None:
        terminal.say("  This text may not be shown here: it is missing, sealed, purged or reported as a spill.", "yellow")
        return
    lines = list(flatten(text).items())
    terminal.table(("", ""), [("  " + path, words) for path, words in lines[:limit]])
    if len(lines) > limit:
        terminal.say(f"  … and {len(lines) - limit} more lines; --json prints all.", "dim")


def changes_as_lines(changes: Sequence[Change]) -> list[Text]:
    """What differs, as a redline: taken out in red with a minus, put in green with a plus."""
    from rich.text import Text

    lines = []
    for change in changes:
        lines.append(Text(f"  {change.path}"))
        if change.before is not None:
            lines.append(Text(f"    - {change.before}", style="red"))
        if change.after is not None:
            lines.append(Text(f"    + {change.after}", style="green"))
    return lines


def show_record(node: Node, row: Row, state: Record) -> None:
    """A record for people: state, whose move, text, what lies on the table, history, findings."""
    from entente.node import say

    charter = node.charter(row.channel)
    kind = node.registry.kinds.get(row.type)
    title = " / ".join(json.loads(row.titles).values())
    terminal.say(f"{row.code or row.id[:12]}  {title}", "bold")
    rows = [("Type", " / ".join(kind.titles.values()) if kind else row.type), ("Record", row.id)]
    rows += [("State", state_words(state)), ("Next", say.words_for(state))]
    terminal.table(("", ""), rows)
    shown = agreed_text(node, charter, state)
    if shown is not None or state.agreed or state.statements:
        terminal.say("Text in effect" if state.state in ("in-effect", "issued") else "Text", "bold")
        show_text(shown)
    _show_proposals(node, charter, state, shown)
    _show_history(node, charter, state)
    _show_intervals(node, row)


def state_words(state: Record) -> str:
    """The state in words that a reader needs no manual for."""
    return {
        "proposed": "proposed, not agreed",
        "lapsed": "nothing on the table, nothing agreed",
        "concluded": "agreed; in effect once every party has confirmed",
        "in-effect": "in effect",
        "issued": f"stated by {state.party}",
        "withdrawn": f"withdrawn by {state.party}",
    }[state.state]


def agreed_text(node: Node, charter: Charter, state: Record) -> Mapping[str, Any] | None:
    """The text last agreed or stated; None where there is none or it may not be used."""
    from entente.node import look

    if state.agreed:
        return look.text_of(node, charter, state.agreed[-1].proposal, state.agreed[-1].index)
    if state.statements:
        return look.text_of(node, charter, state.statements[-1].cite, 0)
    return None


def _show_proposals(node: Node, charter: Charter, state: Record, agreed: Mapping[str, Any] | None) -> None:
    """Open proposals: the first in full, each other as what it changes."""
    from entente.kernel.redline import compare
    from entente.node import look

    against, name = agreed, "the text in effect"
    for proposal in state.proposals:
        if proposal.state != "open":
            continue
        text = look.text_of(node, charter, proposal.cite, proposal.index)
        place = f"{proposal.cite.party}/{proposal.cite.generation}/{proposal.cite.seq}"
        when = times.of_header(proposal.signed_at, seats_of(charter.codes, node.known_seats))
        if against is None:
            terminal.say(f"{proposal.cite.party}'s proposal, {place}, {when}", "bold")
            show_text(text)
        else:
            terminal.say(f"{proposal.cite.party}'s proposal, {place}, {when}: changes to {name}", "bold")
            changes = changes_as_lines(compare(against, text)) if text is not None else []
            for line in changes:
                terminal.console().print(line)
            if text is None:
                show_text(None)
        against, name = (agreed, "the text in effect") if agreed is not None else (text, f"{proposal.cite.party}'s proposal")


def _show_history(node: Node, charter: Charter, state: Record) -> None:
    from entente.node import look

    terminal.say("Who said what, and when", "bold")
    rows, seats = [], seats_of(charter.codes, node.known_seats)
    for cite in state.history:
        found = look.find_act(node, cite.act)
        header = found.act.header
        assert header is not None
        held = look.receipts_of(node, found)
        got = ", ".join(f"{party} {times.of_seconds(at, seats, header.signed_at)}" for party, at in held.items()) or "not yet"
        did = f"{cite.party} {DID.get(header.kind, header.kind)}"
        rows.append((f"{cite.party}/{cite.generation}/{cite.seq}", did, times.of_header(header.signed_at, seats), got))
    terminal.table(("Act", "What", "Signed", "Held by"), rows)


def _show_intervals(node: Node, row: Row) -> None:
    """What the rules find on this record today."""
    from entente.store.intervals import spans

    found = spans.on(node.alias, node.clock().date(), where={"grp": row.grp})
    told = [span for span in found if span["sort"] in ("standing", "obligation", "finding")]
    if told:
        terminal.say(f"What the rules find on {node.clock().date().isoformat()}", "bold")
        rows = [(span["sort"], span["state"], span["reason"].get("en", ""), span["move"] or "") for span in told]
        terminal.table(("Sort", "State", "Because", "Whose move"), rows)


def record_as_json(node: Node, row: Row, state: Record) -> dict[str, Any]:
    """A record for scripts."""
    from entente.node import look
    from entente.store.intervals import spans

    charter = node.charter(row.channel)
    text = look.text_of
    return {
        **row_as_json(row),
        "text": agreed_text(node, charter, state),
        "proposals": [
            {
                "act": str(p.cite),
                "state": p.state,
                "base": p.base,
                "signed_at": p.signed_at,
                "expires_at": p.expires_at,
                "accepted": sorted(p.accepted),
                "declined": sorted(p.declined),
                "text": text(node, charter, p.cite, p.index),
            }
            for p in state.proposals
        ],
        "agreed": [
            {
                "proposal": str(a.proposal),
                "conclusion": str(a.conclusion),
                "concluded_at": a.concluded_at,
                "confirmed": sorted(a.confirmed),
                "in_effect_at": a.in_effect_at,
            }
            for a in state.agreed
        ],
        "history": [str(cite) for cite in state.history],
        "intervals": spans.on(node.alias, node.clock().date(), where={"grp": row.grp}),
    }


def row_as_json(row: Row) -> dict[str, Any]:
    """A line of a list for scripts."""
    return {
        "record": row.id,
        "code": row.code,
        "type": row.type,
        "state": row.state,
        "party": row.party or None,
        "titles": json.loads(row.titles),
        "channel": row.channel,
        "moves": [{"party": party, "verb": verb, "act": act} for party, verb, act in row.move_list()],
    }
