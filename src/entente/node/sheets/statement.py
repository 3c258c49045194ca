"""A joint statement as a paper, filled from the store with who is ready to publish it. Touches the database (reads).

Serves jp-gb-2017#I2, jp-gb-2017#I3.
"""

from __future__ import annotations

from entente.areas.consultations.joint_statements.records import JointStatement, Ready, revision_digest
from entente.implementation.papers.paper import Paper
from entente.implementation.sheets.statement import statement_paper
from entente.node.sheets.looking import Looking, Told
from entente.node.sheets.record import agreed_notice
from entente.store import records


def statement(asked: Looking, told: Told, _home: bool) -> Paper:
    """The statement, the same at home and for the partner."""
    text: JointStatement = told.text
    frame = asked.frame(() if told.agreed else (agreed_notice(told.row.state),))
    said = _ready(asked)
    digest = revision_digest(text)
    ready = {code: said.get(code) == digest for code in asked.charter.codes}
    return statement_paper(frame, text, ready, asked.base(told.row, told.act))


def _ready(asked: Looking) -> dict[str, str]:
    """The revision that each party last said it is ready for, of what may be read under the label of the statement."""
    rows = records.in_groups(asked.node.alias, asked.row.channel, [asked.row.id]).get(asked.row.id, [])
    mine = [row for row in rows if row.type == "ready" and row.state != "withdrawn" and row.label == asked.row.label]
    found: dict[str, str] = {}
    for row in sorted(mine, key=lambda one: one.changed_at):
        text = asked.told(row).text
        if isinstance(text, Ready):
            found[row.party] = text.revision
    return found
