"""What partners told us while we were alone, put to them once they take part: what waits at home, what they would get, what may not go.

Touches the database (reads). A list of such records is one draft, cleared and released as any other; `put_out` carries it out. Rules: CL1
nothing chosen, or not there to be put; CL2 more than one list holds; CL3 changed at home since it was chosen; B5-B9, DR5 and D5-D12 of each
record by itself. Serves I1, I3, S2.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from entente.areas.drafting.records import ConfirmationList, Draft, Marking, PutItem
from entente.areas.recorded.records import Recorded
from entente.kernel.area import Problem
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import ASSIGNING_OFFICER
from entente.kernel.labels.join import may_receive
from entente.kernel.labels.label import RESTRICTIVE, parse_label
from entente.kernel.labels.policy import level
from entente.kernel.labels.verdict import Reason
from entente.kernel.reading import parse_text
from entente.node import look
from entente.node.channels import channel_label
from entente.node.national import against, enclosures
from entente.node.node import Node
from entente.node.officer import Officer, require
from entente.store import records

TYPE, RECORDED = "confirmation-list", "recorded"
MOST = 500
"""Records on one list."""
ALL = 100_000


@dataclass(frozen=True, slots=True)
class Item:
    """A record at home that may be put to the partner: its text there, what the partner would get of it, and what stands against that.

    `left_out` are the fields that stay at home, `about` the type of the shared record that it is on ("" for none), `shared` the record that
    an earlier text of it became, `label` what it would be marked with, `files` the names and sizes of what goes along.
    """

    row: records.Row
    revision: str
    party: str
    said: Mapping[str, Any]
    label: Mapping[str, Any]
    left_out: tuple[str, ...] = ()
    about: str = ""
    shared: str | None = None
    files: tuple[tuple[str, int], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A record at home and what it became in the shared channel; `kept` is the list by which it went."""

    home: str
    shared: str
    kept: str


def waiting(node: Node, charter: Charter, down: bool = False) -> list[Item]:
    """Every record at home of what a participant of the channel told us that was not put to them as it stands, the oldest words first.

    `down`: with what is marked above the channel's ceiling under that ceiling.
    """
    how = ({pair.home: pair.shared for pair in pairs(node)}, down)
    found = [_item(node, charter, row, how) for row in at_home(node)]
    return sorted((one for one in found if one is not None), key=lambda one: (str(one.said["said_on"]), one.row.id))


def at_home(node: Node) -> list[records.Row]:
    """The records at home of what anybody told us that stand."""
    return records.listed(node.alias, {"channel": node.national().id, "type": RECORDED, "state": "issued"}, limit=ALL)


def in_hand(node: Node) -> dict[str, str]:
    """The draft of a list on which a record at home stands already, by the record."""
    where = {"channel": node.national().id, "type": "draft", "state": "issued", "code": TYPE}
    found = {}
    for row in records.listed(node.alias, where, limit=MOST):
        for item in _items(_latest(row)):
            found[item.home] = row.id
    return found


def pairs(node: Node, record: str | None = None) -> list[Pair]:
    """What was put: all pairs, or those in which a record stands, on either side; the latest list first."""
    where = {"channel": node.national().id, "type": TYPE, "state": "issued"}
    rows = records.listed(node.alias, where, limit=ALL) if record is None else records.naming(node.alias, where, record)
    lists = [(row.id, msgspec.json.decode(row.revisions[-1].raw, type=ConfirmationList)) for row in rows if row.revisions[-1].raw]
    found = [Pair(one.home, one.shared, kept) for kept, text in lists for one in text.items if one.shared is not None]
    return [pair for pair in found if record is None or record in (pair.home, pair.shared)]


def choose(node: Node, charter: Charter, wanted: Collection[str], by: Officer | None = None) -> dict[str, Any]:
    """The text of a list of these records at home, in the order of their words; `by` is the assigning officer who marks them down.

    Refuses none and one that is not there to be put (CL1), too many (CL2), one that may not go, with its first reason, and whoever may not
    assign the channel's marking (D2-D10, DR1).
    """
    if by is not None:
        require(by, ASSIGNING_OFFICER)
    offered = [one for one in waiting(node, charter, by is not None) if one.row.id in wanted]
    if not offered or len(offered) < len(set(wanted)):
        raise Refusal(
            "nothing-to-put", "CL1", "Choose records of what the partner told us that stand at home and were not put to them yet."
        )
    if len(offered) > MOST:
        raise Refusal("too-many-to-put", "CL2", f"One list holds at most {MOST} records; {len(offered)} were chosen. Put them in parts.")
    for one in offered:
        if one.problems:
            first = one.problems[0]
            raise Refusal("may-not-go", first.rule, f"{one.row.code}: {first.words['en']}", f"{one.row.code}：{first.words['ja']}")
    items = [{"home": one.row.id, "revision": one.revision} | ({"shared": one.shared} if one.shared else {}) for one in offered]
    return {"channel": charter.id, "items": items} | ({"marked_down": True} if by is not None else {})


def marking(node: Node, charter: Charter, text: Mapping[str, Any]) -> tuple[str, str]:
    """The highest marking among the records of a list: that of the list itself."""
    ceiling = channel_label(charter)
    policy = node.samples.policies.get(str(ceiling["policy"]))
    labels = [one.label for one in listed(node, charter, text) if one.label["policy"] == ceiling["policy"]]
    if policy is None or not labels:
        return str(ceiling["policy"]), str(ceiling["classification"])
    highest = max(labels, key=lambda one: level(policy, str(one["classification"])) or 0)
    return str(highest["policy"]), str(highest["classification"])


def listed(node: Node, charter: Charter, text: Mapping[str, Any]) -> list[Item]:
    """The records of a list as they stand at home now; one that changed since, or that is gone, has that against it (CL3)."""
    wanted = _items(text)
    rows = records.get(node.alias, [one.home for one in wanted])
    how = ({pair.home: pair.shared for pair in pairs(node)}, bool(text.get("marked_down")))
    found = []
    for one in wanted:
        row = rows.get(one.home)
        item = _item(node, charter, row, how) if row is not None else None
        if item is None or row is None:
            continue
        changed = item.revision != one.revision or row.state != "issued" or item.shared != one.shared
        found.append(replace(item, problems=(CHANGED,)) if changed else item)
    return found


CHANGED = Problem(
    "items",
    "CL3",
    {
        "en": "It was changed or put to them since this list was made: make the list again.",
        "ja": "この一覧の作成後に変更され、又は相手側に示されました。一覧を作り直す必要があります。",
    },
)


def problems(node: Node, charter: Charter, text: Draft) -> list[Problem]:
    """What stands against each record of a drafted list, each said of the record by its code."""
    wanted, found = _items(text.text), listed(node, charter, text.text)
    out = [Problem("items", CHANGED.rule, CHANGED.words)] if len(found) < len(wanted) or not wanted else []
    for one in found:
        name = heading(one)
        for problem in one.problems:
            out.append(Problem("items", problem.rule, {to: f"{name[to]}{': ' if to == 'en' else '：'}{problem.words[to]}" for to in name}))
    return out


def heading(item: Item) -> dict[str, str]:
    """What a record is called where several stand together."""
    titles = {key: str(value) for key, value in dict(item.said["title"]).items()}
    first = next(iter(titles.values()), item.row.code)
    return {to: f"{item.row.code} {titles.get(to, first)}" for to in ("en", "ja")}


def released(node: Node, item: Item, charter: Charter) -> list[Reason]:
    """By which rules a participant may not get a record, by its own marking and restrictions."""
    label, day = parse_label(dict(item.label)), node.clock().date()
    answers = [may_receive(label, party, node.samples.policies, node.samples.equivalences, day) for party in _others(node, charter)]
    return [reason for answer in answers if not answer.allowed for reason in answer.reasons]


def _others(node: Node, charter: Charter) -> list[str]:
    return [code for code in charter.codes if code != node.party]


def _items(text: Mapping[str, Any] | None) -> tuple[PutItem, ...]:
    """The items of a list's text; none where it is not in form."""
    try:
        return msgspec.convert(dict(text or {}), ConfirmationList).items
    except msgspec.ValidationError:
        return ()


def _latest(row: records.Row) -> Mapping[str, Any] | None:
    raw = row.revisions[-1].raw if row.revisions else None
    return msgspec.json.decode(raw, type=Draft).text if raw is not None else None


def _item(node: Node, charter: Charter, row: records.Row, how: tuple[Mapping[str, str], bool]) -> Item | None:
    """A record at home as it would go; None where it cannot be read here or is of nobody in the channel.

    `how`: what records became that were put before, and whether it is marked down.
    """
    kind, last = node.registry.kinds[RECORDED], row.revisions[-1] if row.revisions else None
    if row.type != RECORDED or last is None or last.raw is None or last.schema not in kind.schemas:
        return None
    text = parse_text(kind, last.schema, last.raw)
    if not isinstance(text, Recorded) or text.party not in _others(node, charter):
        return None
    on = records.get(node.alias, [text.on_record]).get(text.on_record) if text.on_record is not None else None
    stays = ("on_record",) if text.on_record is not None and (on is None or on.channel != charter.id) else ()
    said = {name: value for name, value in msgspec.json.decode(last.raw).items() if name not in stays}
    about = on.type if on is not None and not stays else ""
    made = Item(row, last.act, text.party, said, _label(node, charter, row, how[1]), stays, about, how[0].get(row.id))
    return _judged(node, charter, made)


def _label(node: Node, charter: Charter, row: records.Row, down: bool) -> dict[str, Any]:
    """Marked as at home, or down to the channel's ceiling; with every restriction that stands there, released to the participants."""
    at_home = records.label_text(node.alias, row.label)
    kept = [dict(one) for one in at_home.get("categories", ()) if one["type"] == RESTRICTIVE]
    ceiling = channel_label(charter)
    label = ceiling | {"policy": at_home["policy"], "classification": at_home["classification"]}
    if down and label["policy"] == ceiling["policy"] and node.label_problem(charter, parse_label(label)):
        label = dict(ceiling)
    label["categories"] = sorted([*label["categories"], *kept], key=lambda one: (one["tag"], one["type"], one["values"]))
    return label


def _judged(node: Node, charter: Charter, item: Item) -> Item:
    """The same with its files and all that stands against it."""
    wanted = Marking(str(item.label["policy"]), str(item.label["classification"]))
    alone = Draft(RECORDED, node.registry.kinds[RECORDED].latest, dict(item.said), "-", "-", charter.id, label=wanted)
    found = against.problems(node, alone)
    if not found:
        found += [Problem("", one.rule, {"en": one.en, "ja": one.ja}) for one in released(node, item, charter)]
    files: Iterable[tuple[str, int]] = ()
    try:
        files = [(ref.name, ref.size) for ref, _data in files_of(node, item)]
    except Refusal as refusal:
        found.append(Problem("source_file", refusal.rule, {"en": refusal.words, "ja": refusal.ja or refusal.words}))
    return replace(item, files=tuple(files), problems=tuple(found))


def files_of(node: Node, item: Item) -> enclosures.Files:
    """The files that go along: those of the text that stands; where it names a source file and has none, the last that there were."""
    held = enclosures.held(node, item.revision)
    earlier = [text.act for text in reversed(item.row.revisions[:-1])] if "source_file" in item.said and not held else []
    return next((found for act in earlier if (found := enclosures.held(node, act))), held)


def said_of(node: Node, item: Item) -> str | None:
    """The act on which another text of a record builds that was put before; None for one that was not, or that was withdrawn since."""
    state = look.record_state(node, item.shared) if item.shared is not None else None
    stands = state is not None and state.party == node.party and state.state != "withdrawn"
    return str(state.statements[-1].cite) if state is not None and stands else None
