"""An issued paper stays as it was, with its files."""

from __future__ import annotations

from datetime import date

import pytest
from tests.overseen import Seen

from entente.kernel.errors import Refusal
from entente.kernel.labels.disclose import RELEASING_OFFICER
from entente.node.officer import DRAFTER, Officer
from entente.node.oversight import asking, clearing, issuing
from entente.node.oversight.versions import Wish

HEAD = Officer("gbr-release", "GBR:FCDO:release", frozenset({RELEASING_OFFICER}))


def test_issued_once_with_files_that_are_checked(seen: Seen) -> None:
    question = asking.ask(seen[0]["GBR"], date(2018, 12, 31))
    wish = Wish("brief", "I2", "both")
    with pytest.raises(Refusal) as refused:
        issuing.issue(question, Officer("gbr-drafter", "GBR:FCDO:desk", frozenset({DRAFTER})), wish)
    assert refused.value.rule == "DR1"
    act = issuing.issue(question, HEAD, wish)
    assert issuing.issue(question, HEAD, wish).id == act.id
    (one,) = issuing.issued(question)
    assert (one.row.id, one.text.code, one.text.subject) == (act.id, "GBR-BRIEF-I2-2018-12-31-NATIONAL", "I2")
    assert issuing.file_of(question, one, 1)[0][:5] == b"%PDF-" and issuing.file_of(question, one, 2)[1] == "docx"
    with pytest.raises(Refusal) as absent:
        issuing.file_of(question, one, 3)
    assert absent.value.rule == "N36"
    assert issuing.issued(clearing.for_partner(question)) == ()
