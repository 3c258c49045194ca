"""A node filled to a number of records as a list, a search and a Desk would meet them. Touches files and databases.

A few hundred records are really said, signed and agreed; the others are written as the node itself writes them (records.put,
spans.replace, search.put), their texts those of the real ones. One in five hundred is a measure with the history that
`_histories` invents for it, one in two hundred waits for somebody; ninety-nine in a hundred stand under a marking that only some may read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

import msgspec

from benchmarks.ours import _histories, _nodes
from entente.areas.action_plan.rules import measure_rules
from entente.instrument.published import clause_ids, load
from entente.kernel.act import Draft, Target
from entente.kernel.area import Group
from entente.kernel.charter import Charter
from entente.node import index, submit
from entente.node.node import Node
from entente.store import database, logs, records, search, spans, tally

HIGH = "OFFICIAL-SENSITIVE"
REAL = 200
CHUNK = 1_000
MEASURE_EVERY, WAITING_EVERY, OPEN_EVERY = 500, 200, 100
FIRST_NUMBER = 1 << 61  # beyond every log's
EPOCH_US, STEP_US = 1_600_000_000_000_000, 100_000_000
ENGLISH = (
    "maritime security exercise logistics cyber defence officials agreed review capacity building Indo-Pacific supply annual dialogue "
    "equipment technology peacekeeping humanitarian disaster relief counter terrorism sanctions ministers secretariat working group"
)
JAPANESE = (
    "安全保障",
    "共同訓練",
    "後方支援",
    "海洋安全保障",
    "協議",
    "防衛装備",
    "能力構築支援",
    "人道支援",
    "災害救援",
    "機雷掃海",
    "情報",
    "履行",
)


@dataclass(frozen=True, slots=True)
class Text:
    """A statement that was really said: what is copied of it."""

    act: str
    position: int
    raw: bytes
    title: dict[str, str]
    clauses: tuple[str, ...]

    @property
    def body(self) -> str:
        """Its words."""
        return " ".join(index.strings(msgspec.json.decode(self.raw)))


def make(folder: Path, url: str | None) -> str:
    """A pair of nodes whose first has the instrument, a measure in effect and the real statements; gives that measure's record id."""
    a, b, charter = _nodes.make_pair(folder, HIGH, url)
    measure = _histories._measure(0, ("jp-gb-2017#S6",), _histories.FIRST, _histories.LAST)
    body = {"texts": [json.loads(msgspec.json.encode(measure))]}
    proposal = submit.say(a, charter.id, Draft("propose", "GBR:FCDO:desk", _nodes.LABEL, (Target("measure", 1),), (), body))
    _nodes.exchange_once(b, a, charter)
    submit.say(b, charter.id, Draft("accept", "JPN:FCDO:desk", _nodes.LABEL, (), (str(proposal.cite),)))
    for _ in range(2):
        _nodes.exchange_once(a, b, charter)
        _nodes.exchange_once(b, a, charter)
    for result in submit.say_all(a, charter.id, [submit.Submission(_statement(number)) for number in range(REAL)]):
        if not hasattr(result, "id"):
            raise RuntimeError(f"a statement was refused: {result}")
    index.catch_up(a)
    for node in (a, b):
        database.close(node.alias)
    return proposal.id


def _statement(number: int) -> Draft:
    random = Random(number)
    english = " ".join(random.choice(ENGLISH.split()) for _ in range(60))
    japanese = "".join(random.choice(JAPANESE) for _ in range(20))
    text = {
        "clauses": [f"jp-gb-2017#{_nodes.CLAUSES[number % len(_nodes.CLAUSES)]}"],
        "public": True,
        "said_on": f"2026-{number % 9 + 1:02}-{number % 28 + 1:02}",
        "text": {"en": english, "ja": japanese},
        "title": {
            "en": " ".join(random.choice(ENGLISH.split()) for _ in range(6)),
            "ja": "".join(random.choice(JAPANESE) for _ in range(3)),
        },
    }
    return Draft("state", "GBR:FCDO:desk", _nodes.LABEL, (Target("statement", 1),), (), {"texts": [text]})


def fill(node: Node, first: int, last: int) -> None:
    """Adds the records numbered from `first` to `last` (excluded)."""
    charter = node.find_channel(None)
    texts, labels = _real(node, charter), _labels(node)
    clauses = [clause for clause in clause_ids(load()) if clause.partition("#")[2][:1] in "SAI"]
    for start in range(first, last, CHUNK):
        numbers = range(start, min(start + CHUNK, last))
        rows, named, documents = [], {}, []
        with database.write(node.alias):
            for number in numbers:
                text = texts[number % len(texts)]
                if number % MEASURE_EVERY == 0:
                    row, named_here = _measure(node, charter, number, clauses, labels)
                else:
                    row, named_here = _row(charter, number, text, labels), text.clauses
                rows.append(row)
                named[row.id] = named_here
                documents.append(_document(row, text, named_here))
            records.put(node.alias, rows, named, frozenset(named))
            search.put(node.alias, [], documents)
    if not database.is_sqlite(node.alias):
        database.run(node.alias, "ANALYZE")


def _real(node: Node, charter: Charter) -> list[Text]:
    found = [
        row
        for row in records.listed(node.alias, {"channel": charter.id, "type": "statement"}, 2_000)
        if row.changed_at > 1e15 and _said(row)
    ]
    clauses = records.clauses_of(node.alias, found)
    made = []
    for row in found:
        position = logs.find(node.alias, [row.id]).get(row.id)
        if position is not None and row.id == row.revisions[0].act:
            raw = row.revisions[0].raw or b""
            made.append(Text(row.revisions[0].act, position, raw, json.loads(row.titles), tuple(clauses[row.id])))
    return sorted(made, key=lambda text: text.position)[:REAL]


def _said(row: records.Row) -> bool:
    return bool(row.revisions) and row.id == row.revisions[0].act


def _labels(node: Node) -> tuple[int, int]:
    """The numbers of the low and of the high marking."""
    low, high = (json.dumps(_nodes.LABEL | {"classification": name}, sort_keys=True, separators=(",", ":")) for name in ("OFFICIAL", HIGH))
    with database.write(node.alias):
        found = records.label_ids(node.alias, [low, high])
    return found[low], found[high]


def _id(number: int) -> str:
    return sha256(b"%d" % number).hexdigest()


def _row(charter: Charter, number: int, text: Text, labels: tuple[int, int]) -> records.Row:
    waiting = number % WAITING_EVERY == 7
    return records.Row(
        id=_id(number),
        channel=charter.id,
        type="statement",
        schema=1,
        party="" if waiting else "GBR",
        state="proposed" if waiting else "issued",
        moves=f"{'GBR' if number % 400 == 7 else 'JPN'}:accept:{text.act}" if waiting else "",
        label=_label(number, labels),
        code="",
        titles=json.dumps(text.title, ensure_ascii=False),
        start_on=tally.EPOCH + 20_000,
        due_on=None,
        end_on=None,
        grp=_id(number),
        revisions=(records.Text(text.raw, 1, text.act, tally.EPOCH + 20_000),),
        withdrawn_on=None,
        changed_at=EPOCH_US + number * STEP_US,
        number=FIRST_NUMBER + number,
    )


def _label(number: int, labels: tuple[int, int]) -> int:
    return labels[0] if Random(number).randrange(OPEN_EVERY) == 0 else labels[1]


def _measure(node: Node, charter: Charter, number: int, clauses: list[str], labels: tuple[int, int]) -> tuple[records.Row, tuple[str, ...]]:
    """A measure with all that was ever found of it."""
    group: Group | None = None
    for known, group in _histories.history(Random(number), number, clauses):
        at = (known.toordinal() - tally.EPOCH) * tally.DAY + tally.DAY // 2
        numbers = {record.record: FIRST_NUMBER + number for record in group.records}  # the reports have no rows here
        spans.replace(node.alias, charter.id, spans.Found({group.key: measure_rules(group)}, numbers), at)
    assert group is not None
    texts = group.records[0].revisions
    row = records.Row(
        id=group.key,
        channel=charter.id,
        type="measure",
        schema=1,
        party="",
        state="in-effect",
        moves="",
        label=_label(number, labels),
        code=texts[-1].text.code,
        titles=json.dumps({"en": "Measure", "ja": "措置"}, ensure_ascii=False),
        start_on=texts[-1].text.baseline_start.toordinal(),
        due_on=None,
        end_on=None,
        grp=group.key,
        revisions=tuple(records.Text(msgspec.json.encode(t.text), 1, t.act, t.effective_on.toordinal()) for t in texts),
        withdrawn_on=None,
        changed_at=EPOCH_US + number * STEP_US,
        number=FIRST_NUMBER + number,
    )
    return row, texts[-1].text.clauses


def _document(row: records.Row, text: Text, clauses: Sequence[str]) -> search.Document:
    title = f"{row.code} {' '.join(json.loads(row.titles).values())}"
    labels = (row.label, row.label)
    return search.Document(row.number, text.position, 0, "text", *labels, row.channel, row.type, title, text.body, tuple(clauses))


def words() -> Iterator[str]:
    """What is searched for: common and rare, one and two characters, two words, a number, nothing that is there."""
    yield from ("maritime", "安保", "訓練", "機雷掃海", "雷", "sanctions 災害", "GBR-M-000500", "logistic", "zeppelin")
