"""A participant without clearance for a paper: named with the rule, before it is sent and beside it afterwards, in both languages."""

from __future__ import annotations

import html
import re
from pathlib import Path

from tests.web.sample import stage
from tests.web.test_gate import sight_of

from entente.areas.consultations.records import Participant
from entente.node import say
from entente.web.consultations.cleared import barred
from entente.web.gate import parse_label

LONDON, TOKYO = Participant("GBR", "FCDO"), Participant("JPN", "MOFA", "Desk")


def test_who_may_not_have_a_paper(tmp_path: Path) -> None:
    with stage(tmp_path) as shown:
        sight, node = sight_of(shown, "drafter"), shown.node

        def against(classification: str, *who: Participant) -> list[str]:
            manner = say.Manner(label=(node.home.settings.ceiling.policy, classification))
            label = parse_label(say.label_for(node, shown.world.channel, manner))
            return [f"{one.who} {' '.join(rule for rule, _why in one.reasons)}" for one in barred(sight, who, label)]

        assert against("OFFICIAL", LONDON, TOKYO) == []
        assert against("OFFICIAL-SENSITIVE", LONDON) == ["GBR:FCDO:reader D6"]  # the analyst is cleared to OFFICIAL alone
        assert against("OFFICIAL-SENSITIVE", Participant("GBR", "FCDO", "Analyst (reads)")) == ["GBR:FCDO:reader D6"]
        assert against("OFFICIAL-SENSITIVE", Participant("GBR", "FCDO", "Director (accepts)"), Participant("GBR", "MOD")) == []
        home = parse_label(say.label_for(node, node.national(), say.Manner()))
        (theirs,) = barred(sight, [TOKYO], home)
        assert theirs.who == "JPN" and all(why["en"] and why["ja"] for _rule, why in theirs.reasons)
        _on_the_draft(shown)


def _on_the_draft(shown: object) -> None:
    from tests.web.consultations.sample import set_up_nsa
    from tests.web.consultations.test_attached import file
    from tests.web.sample import Stage

    assert isinstance(shown, Stage)
    text = {"series": set_up_nsa(shown), "title": {"en": "Meeting No. 1"}, "stage": "PLANNED", "mode": "VTC", "host": "GBR"}
    text["participants"] = [{"party": "GBR", "authority": "FCDO"}]
    meeting = say.propose(shown.node, shown.world.channel, "meeting", text).id
    fields = {"title_en": "Explanation", "files": file(), "whom": "ours", "marking": "OFFICIAL-SENSITIVE"}
    shown.client("drafter").post(f"/consultations/meetings/{meeting}/papers/", fields)
    for language, words, analyst in (
        ("en", "lower marking for them", "Analyst (reads): "),
        ("ja", "次の出席者はこの資料の提供を受けることができません。", "分析官（閲覧）："),
    ):
        seen = html.unescape(shown.client("drafter", language).get(f"/consultations/meetings/{meeting}/").content.decode())
        assert words in seen and analyst in re.sub(r"<[^>]+>", "", seen) and 'D6">' in seen
