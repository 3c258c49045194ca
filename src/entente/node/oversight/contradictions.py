"""Statements judged to differ, for the agendas of every channel: as intervals, each with whether it may be told to partners.

Touches the database (reads). A judgement that whoever asks may not read is not told. Serves I2, I3.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from entente.kernel.area import Interval
from entente.node.instruments import in_effect
from entente.node.node import Node
from entente.node.oversight import asking as questions
from entente.node.oversight import clearing, sayings
from entente.store import records

Readable = Callable[[records.Row], bool]


def on_agendas(node: Node, readable: Readable, on: date) -> list[tuple[Interval, bool]]:
    """What was judged to differ in each channel that has an instrument in effect, and whether it stands on the joint paper there."""
    out: list[tuple[Interval, bool]] = []
    channels: set[str] = set()
    for one in in_effect(node):
        if one.row.channel in channels:
            continue
        channels.add(one.row.channel)
        asking = questions.ask(node, on, instrument=one.text.id)
        judged = sayings.differing(asking)
        rows = records.get(node.alias, [each.judged.act for each in judged if each.judged is not None])
        seen = {each.pair.one.record for each in judged if each.judged is not None and readable(rows[each.judged.act])}
        stands = {each.one.row.id for each in clearing.noticed(asking) if each.span.code == sayings.CODE and each.stands} if seen else set()
        for record, spans in sayings.contradictions(asking).items():
            for span in spans if record in seen else ():
                interval = Interval(
                    "finding", span.code, span.state, span.starts, span.ends, record, dict(span.reason), span.acts, span.clauses
                )
                out.append((interval, record in stands))
    return out
