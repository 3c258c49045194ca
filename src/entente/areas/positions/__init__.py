"""Positions: what each party has publicly, or to its partner, said on a clause.

Pure. Commitments of kind *position* get no traffic light; they need dated statements by each side, and these are they. Pattern P1,
statement; each is a group of its own. The fact "position.statement" is what others may build on. Whether two of them contradict one another
an officer judges, at home. Serves every clause.
"""

from __future__ import annotations

from entente.areas.positions.judgement import PositionJudgement
from entente.areas.positions.records import Statement, by_language, check_statement
from entente.areas.positions.rules import statement_rules
from entente.kernel.area import Area, Facets, Kind


def _facets(text: Statement) -> Facets:
    return Facets(text.said_on.isoformat(), by_language(text.title), text.clauses, text.said_on)


JUDGED = {"en": "Judgement on two statements", "ja": "発言の相違に関する判断"}


def _judgement_facets(text: PositionJudgement) -> Facets:
    return Facets(text.verdict, JUDGED, text.clauses)


AREA = Area(
    name="positions",
    titles={"en": "Positions", "ja": "立場の表明"},
    clauses=("jp-gb-2017#S1", "jp-gb-2017#S13", "jp-gb-2017#S16", "jp-gb-2017#P4"),
    kinds=(
        Kind(
            type="statement",
            joint=False,
            titles={"en": "Statement of position", "ja": "立場に関する発言"},
            schemas={1: Statement},
            facets=_facets,
            clauses=("jp-gb-2017#S1", "jp-gb-2017#S13", "jp-gb-2017#S16", "jp-gb-2017#P4"),
            check=check_statement,
            authentic=("en", "ja"),
        ),
        Kind(
            type="position-judgement",
            joint=False,
            titles=JUDGED,
            schemas={1: PositionJudgement},
            facets=_judgement_facets,
            clauses=("jp-gb-2017#S1", "jp-gb-2017#S13", "jp-gb-2017#S16", "jp-gb-2017#P4"),
        ),
    ),
    rules=(statement_rules,),
)
