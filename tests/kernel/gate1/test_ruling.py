"""Laws of what gate 1 speaks of: records that targets name or create, the pairs a proposal stands on, a case before its rules."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger import Table, grow

from entente.kernel.act import RECORD, Act, Target, parse_cite
from entente.kernel.gate1.ruling import Case, Decided, created, of_kind, pairs, records

ID, OTHER = "a" * 64, "b" * 64
BASE = f"JPN/1/7/{OTHER}"

targets = st.lists(
    st.builds(
        lambda record, base: Target("measure", 1, record=record, base=base if record else None),
        st.none() | st.sampled_from([OTHER, f"{OTHER}.1", f"{OTHER}.12"]),
        st.none() | st.just(BASE),
    ),
    min_size=1,
    max_size=5,
).map(tuple)


def header_of(kind: str, about: tuple[Target, ...]):
    table = Table("GBR", "JPN")
    header = table.say("GBR", kind, targets=about).header
    assert header is not None
    return header


@given(st.sampled_from(["propose", "state"]), targets)
def test_each_target_is_about_one_record_and_a_new_one_is_called_after_the_act_and_its_place(kind: str, about: tuple[Target, ...]) -> None:
    header = header_of(kind, about)
    named = records(ID, header)
    assert len(named) == len(about) and all(RECORD.match(one) for one in named)
    for index, (target, one) in enumerate(zip(about, named, strict=True)):
        assert one == (target.record or (f"{ID}.{index}" if index else ID))
    assert created(ID, header) == tuple(one for target, one in zip(about, named, strict=True) if target.record is None)
    assert len(set(created(ID, header))) == len(created(ID, header))


@given(targets)
def test_a_pair_is_the_record_and_the_conclusion_it_builds_on_and_nothing_of_where_that_stands(about: tuple[Target, ...]) -> None:
    header = header_of("propose", about)
    for target, one, pair in zip(about, records(ID, header), pairs(ID, header), strict=True):
        record, base = pair.split("@")
        assert record == one and base == (parse_cite(target.base).act if target.base else "-")


@pytest.mark.parametrize("kind", ["accept", "conclude", "supersede", "note", "unheard-of"])
def test_only_proposals_and_statements_bring_records_into_being(kind: str) -> None:
    assert created(ID, header_of(kind, (Target("measure", 1),))) == ()


def test_of_kind_passes_an_admitted_act_of_these_kinds_and_no_other() -> None:
    table = Table("GBR", "JPN")
    act = table.propose("GBR")
    assert of_kind(Decided(act, "admitted"), "propose", "state") is act.header
    assert of_kind(Decided(act, "admitted"), "state") is None and of_kind(Decided(act, "admitted")) is None
    assert of_kind(None, "propose") is None
    for status in ("void", "kept"):
        assert of_kind(Decided(act, status), "propose") is None  # type: ignore[arg-type]
    assert of_kind(Decided(Act(act.id, act.log, act.seq, None), "admitted"), "propose") is None


@given(st.integers(0, 2**32))
def test_a_case_cites_by_the_headers_citations_and_reads_marks_of_its_authors_log_alone(seed: int) -> None:
    table = Table("GBR", "JPN")
    grow(table, Random(seed), 12)
    for act in table.acts:
        if act.header is None or table.status(act)[0] != "admitted":
            continue
        cites = tuple(map(parse_cite, act.header.cites))
        bases = tuple(parse_cite(target.base) for target in act.header.targets if target.base)
        view = table.views[act.party]
        case = Case(act, act.header, (*cites, *bases), view)
        for index, cite in enumerate(cites):
            assert case.cited(index) == view.act(cite)
        assert case.cited(len(cites)) is None, "the base of a target is no citation"
        for subject, _ in table.verdict(act).marks:
            value = case.mark(subject)
            assert value is not None and view.act(parse_cite(value)) is not None, "a mark cites an act that was decided here"
        assert case.mark(f"purged:{OTHER}") is None
