"""Commissioning: one government asks its leads how their measures stand, and what they answer (I1, I3).

Pure. Statements in the national channel alone. All that concerns a round is one group with it; its dated intervals (`rules.py`), the
references on its forms (`reference.py`), what a form asks (`form.py`) and what a returned one would do (`intake.py`) are plain functions.
"""

from __future__ import annotations

from typing import Any

from entente.areas.commissioning.records import Chaser, Return, ReturnedFile, Round, check_home, check_round
from entente.areas.commissioning.rules import round_rules
from entente.kernel.area import Area, Facets, Kind, Words
from entente.kernel.bilingual import words

CLAUSES = ("jp-gb-2017#I1", "jp-gb-2017#I3")
ROUND, RETURN, RETURNED_FILE, CHASER = "commissioning-round", "return", "returned-file", "chaser"

TITLES: dict[str, Words] = {
    ROUND: {"en": "Commissioning round", "ja": "照会"},
    RETURN: {"en": "Return", "ja": "照会への回答"},
    RETURNED_FILE: {"en": "Returned file", "ja": "回答として受領したファイル"},
    CHASER: {"en": "Chaser", "ja": "督促"},
}
"""Names of the record types; `text.toml` repeats them beside the other strings."""


def _round_facets(text: Round) -> Facets:
    return Facets(text.code, words(text.title), (), text.period_from, text.due, text.closed_on)


def _return_facets(text: Return) -> Facets:
    return Facets(f"R/{text.code}", TITLES[RETURN], (), text.received_on)  # its measure's number names the measure alone


def _file_facets(text: ReturnedFile) -> Facets:
    return Facets(text.sha256[:12], {"en": f"{text.name} (as it came)", "ja": f"{text.name}（原本）"}, (), text.received_on)


def _chaser_facets(text: Chaser) -> Facets:
    return Facets(f"{text.authority}/{text.sent_on.isoformat()}", TITLES[CHASER], (), text.sent_on)


def _group(record: str, text: Any) -> str:
    """A return, its file and a chaser belong with their round; one that cannot be read stands alone until it can."""
    return text.round if isinstance(text, Return | ReturnedFile | Chaser) else record


AREA = Area(
    name="commissioning",
    titles={"en": "Commissioning rounds", "ja": "主管当局への照会"},
    clauses=CLAUSES,
    kinds=(
        Kind(ROUND, False, TITLES[ROUND], {1: Round}, _round_facets, CLAUSES, check=check_round),
        Kind(RETURN, False, TITLES[RETURN], {1: Return}, _return_facets, CLAUSES, group=_group, check=check_home),
        Kind(RETURNED_FILE, False, TITLES[RETURNED_FILE], {1: ReturnedFile}, _file_facets, CLAUSES, group=_group, check=check_home),
        Kind(CHASER, False, TITLES[CHASER], {1: Chaser}, _chaser_facets, CLAUSES, group=_group, check=check_home),
    ),
    rules=(round_rules,),
)
