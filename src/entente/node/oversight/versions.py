"""Versions of a paper: national or for the partner, one language or both, as page, PDF or DOCX; and which part keeps it home.

Touches the database (reads) and the clock. A partner's version is filled from what every other party may have, and checked once more as a
whole before it is given out (D12). Serves I1, I3, S2.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from entente.implementation.matters import Audience
from entente.implementation.papers.paper import Paper
from entente.implementation.papers.phrases import both, party, series
from entente.implementation.papers.release import Cause, marking, may_have, releasable
from entente.implementation.reported import ANNUAL, QUARTERLY
from entente.kernel.area import Words
from entente.kernel.errors import Refusal
from entente.node.oversight.asking import Asking
from entente.node.oversight.briefs import brief, subject
from entente.node.oversight.clearing import for_partner
from entente.node.oversight.reports import report
from entente.node.render.documents import LANGUAGES, render
from entente.node.render.layout import Printing

BRIEF = "brief"
KINDS = (QUARTERLY, ANNUAL, BRIEF)
NATIONAL, PARTNER = "national", "partner"


@dataclass(frozen=True, slots=True)
class Wish:
    """Which paper: quarterly, annual or brief (on `subject`); its languages; for whom."""

    kind: str
    subject: str = ""
    language: str = "en"
    for_whom: str = NATIONAL

    def check(self) -> None:
        """Refuses (N35) a kind, a language or an audience that there is not."""
        choices = (("kind", self.kind, KINDS), ("language", self.language, LANGUAGES), ("version", self.for_whom, (NATIONAL, PARTNER)))
        for what, value, known in choices:
            if value not in known:
                raise Refusal("unknown-paper", "N35", f"A paper has no {what} “{value}”; choose one of {', '.join(known)}.")
        if self.kind == BRIEF and not self.subject:
            raise Refusal("unknown-paper", "N35", "A brief is on something: a clause as S7, or the number of a measure, meeting or visit.")


def make(asking: Asking, wish: Wish) -> Paper:
    """The paper. Refuses `paper-frame-withheld`, `paper-not-releasable` (D12) a partner's version that may not go as a whole."""
    wish.check()
    if wish.for_whom == NATIONAL:
        return _made(asking, wish, None)
    parties, context = asking.partners, asking.context
    if not may_have((asking.label,), parties, context):
        raise Refusal("paper-frame-withheld", "D12", f"The channel's own label keeps this paper from {' '.join(parties)}.")
    names = [party(code, asking.names) for code in asking.charter.codes]
    whom = both(series([n.get("en", "") for n in names], "en"), series([n.get("ja") or n.get("en", "") for n in names], "ja"))
    audience = Audience(whom, cache(lambda labels: may_have(labels, parties, context)))
    paper = _made(for_partner(asking), wish, audience)
    if not releasable(paper, parties, context).allowed:
        raise Refusal("paper-not-releasable", "D12", f"What could be shown singly may not go to {' '.join(parties)} as one paper.")
    return paper


def _made(asking: Asking, wish: Wish, audience: Audience | None) -> Paper:
    if wish.kind == BRIEF:
        return brief(asking, subject(asking, wish.subject), audience)
    return report(asking, wish.kind, audience)


def withheld(asking: Asking, paper: Paper) -> tuple[Cause, ...]:
    """Every piece of a national paper that keeps it from the partner as it is, with its section and the rule."""
    return releasable(paper, asking.partners, asking.context).causes


def printing(asking: Asking, paper: Paper, language: str, by: Words | None = None) -> Printing:
    """How it is printed: languages, marking, the node's moment, by whom. Refuses `paper-unmarked` (D12) what can be marked for nobody."""
    return Printing(LANGUAGES[language], marking(paper, asking.context), asking.node.clock(), asking.node.seats(asking.charter), by or {})


def document(asking: Asking, paper: Paper, language: str, form: str, base: str = "", by: Words | None = None) -> bytes:
    """The paper as pdf, docx or html; `base` is the node's address, by which acts are linked (empty: no links); `by` who made it."""
    return render(paper, printing(asking, paper, language, by), form, base)


def file_name(asking: Asking, wish: Wish, form: str) -> str:
    """A name for the file: what, as of when, for whom, in which language."""
    about = "".join(c if c.isalnum() or c in "-+" else "-" for c in wish.subject.rpartition("#")[2])[:40]
    parts = [wish.kind, about, asking.day.isoformat(), wish.for_whom, wish.language]
    return f"entente-{'-'.join(part for part in parts if part)}.{form}"
