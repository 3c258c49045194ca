"""The parser: laws over any text first, then the 2017 declaration, real texts in two languages, and the layouts of instruments."""

from __future__ import annotations

import html
import json
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.instrument import claimed, parse, parse_bytes, to_json
from entente.kernel.errors import Refusal

PIECES = [
    "1. Japan will act.", "2. The UK will act", "(a) first;", "(b) second;", "i. one", "Article 1", "Article 2", "第一条", "第二条",
    "　この宣言は、次のとおりとする。", "２", "一", "• point", "– dash", "5", "Page 3 of 9", "Areas of Cooperation", "II. Space", "附　則",
    "Annex A", "Tokyo, 31 August 2017", "Mr. A B Mrs C D", "Prime Minister of X Prime Minister of Y", "日本国のために　英国のために", "",
    "\t", "Have decided as follows:", "Recognising that it rains,", "the end.", "（目的）", "Done at London, this day.", "第一章　総則",
    "Contents", "Foo ........ 7", "Armed Forces. 3. Japan and the UK", "1.1 Scope", "\u200b", "\ufeff",
]  # fmt: skip
hostile = st.one_of(
    st.text(max_size=400),
    st.lists(st.sampled_from(PIECES), max_size=40).flatmap(
        lambda pieces: st.sampled_from(["\n", "\r\n", "\n\n", "\n \n", "\x0c", "\u2028"]).map(lambda gap: gap.join(pieces))
    ),
    st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n", "\n\n", "\r", " ", "\n  "])), max_size=40).map(
        lambda pairs: "".join(piece + gap for piece, gap in pairs)
    ),
)


@given(hostile)
@settings(max_examples=400, deadline=None)
def test_any_text_is_an_instrument_or_refused_and_loses_no_character(check_coverage, text):
    try:
        instrument = parse(text)
    except Refusal as refusal:
        assert refusal.code in {"empty", "no-clauses", "not-text"}
        return
    check_coverage(text, instrument)
    ids = [clause.id for clause in instrument.clauses]
    assert len(ids) == len(set(ids)) > 0
    assert {clause.section for clause in instrument.clauses} <= {section.id for section in instrument.sections}
    json.dumps(to_json(instrument), ensure_ascii=False)


@given(hostile)
@settings(max_examples=150, deadline=None)
def test_windows_line_ends_change_nothing(text):
    text = text.replace("\r", "")
    assert _outcome(text) == _outcome(text.replace("\n", "\r\n"))


@given(st.integers(1, 40), st.integers(1, 25))
def test_numbered_clauses_are_counted_exactly(first, second):
    body = "".join(f"{n}. The Participants will do thing {n}.\n" for n in range(1, first + 1))
    more = "".join(f"{n}. The Participants will review thing {n}.\n" for n in range(1, second + 1))
    instrument = parse(f"Joint Statement\n\nPolitical Dialogue\n\n{body}\nReview of Progress\n\n{more}")
    assert [c.id for c in instrument.clauses] == [f"Po{c}" for c in range(1, first + 1)] + [f"R{c}" for c in range(1, second + 1)]


def _outcome(text: str) -> object:
    try:
        return to_json(parse(text))
    except Refusal as refusal:
        return refusal.code


def test_naughty_strings_inside_and_as_texts(data, check_coverage):
    strings = json.loads((data / "robustness" / "blns.json").read_text("utf-8"))
    assert len(strings) > 400
    for string in strings:
        _outcome(string)
        text = f"Title\n\n1. Japan will consider {string}\n\n2. The UK will act.\n"
        if "\x00" not in text:
            check_coverage(text, parse(text))


def test_the_2017_declaration(data, check_coverage):
    raw = (data / "instruments" / "japan-uk-2017.txt").read_bytes()
    text = raw.decode("utf-8")
    instrument = parse_bytes(raw)
    check_coverage(text, instrument)
    assert [text[a:b] for a, b in instrument.furniture] == ["5"]
    assert [s.heading for s in instrument.sections] == ["Strengthening Cooperation", "Areas of Cooperation", "Implementation"]
    want = [f"S{n}" for n in range(1, 18)] + [f"A{n}" for n in range(1, 17)] + [f"I{n}" for n in range(1, 6)]
    assert [c.id for c in instrument.clauses] == want
    assert [t.id for t in instrument.preamble] == [f"P{n}" for n in range(1, 8)]
    assert [t.id for s in instrument.sections for t in s.chapeau] == ["S0.1", "S0.2", "S0.3", "A0"]
    assert instrument.title.text == "Japan-UK Joint Declaration on Security Cooperation"
    assert instrument.opening.text == "The Prime Ministers of Japan and the UK,"
    assert instrument.enacting.text == "Have decided as follows:"
    assert (instrument.done_at, instrument.done_on) == ("Tokyo", "2017-08-31")
    assert [(s.name, s.capacity) for s in instrument.signatories] == [
        ("Mr. Shinzo Abe", "Prime Minister of Japan"),
        ("Rt Hon Theresa May", "Prime Minister of the UK"),
    ]


def test_the_2017_declaration_is_whole_where_its_source_is_torn(data):
    clauses = {c.id: c.text for c in parse_bytes((data / "instruments" / "japan-uk-2017.txt").read_bytes()).clauses}
    assert "between their National Security Advisors / National Security Secretariats, including" in clauses["I3"]
    assert clauses["S8"].endswith("the British Armed Forces.") and clauses["S9"].startswith("Japan and the UK will utilise")
    assert clauses["S16"].endswith("Japan’s permanent membership of the UNSC.")
    assert clauses["A9"] == "Maritime security and safety including maritime domain awareness (MDA) and counter-piracy"
    assert clauses["A16"] == "Major event security"
    assert not any(re.search(r"\s\s|\n", words) for words in clauses.values())


# Articles of the law itself, before its supplementary provisions: counted in the files as lines that are an article's number and
# are followed by that article's first words (a cross-reference on a line of its own is followed by の, に, から and the like).
JAPANESE_LAWS = {
    "act-establishing-mod": (40, "Art39"),
    "act-establishing-mofa": (13, "Art13"),
    "act-establishing-security-council": (12, "Art12"),
    "aircraft-hijacking-act": (5, "Art5"),
    "basic-space-act": (35, "Art35"),
    "constitution-of-japan": (103, "Art103"),
    "extradition-act": (35, "Art35"),
    "information-disclosure-act": (27, "Art26"),
    "international-disaster-relief-act": (7, "Art7"),
    "international-investigation-assistance-act": (26, "Art26"),
    "mda-secrets-protection-act": (7, "Art7"),
    "personal-information-act": (59, "Art59"),
    "un-pko-cooperation-act": (27, "Art27"),
}


@pytest.mark.parametrize("name", JAPANESE_LAWS)
def test_japanese_laws(data, check_coverage, name):
    text = (data / "text-ja" / "ja-law" / f"{name}.ja.txt").read_text("utf-8")
    instrument = parse(text)
    check_coverage(text, instrument)
    articles = [c for c in instrument.clauses if c.id.startswith("Art")]
    assert (len(articles), articles[-1].id) == JAPANESE_LAWS[name]
    law = re.split(r"(?m)^附　+則", text)[0]
    standing = set(re.findall(r"(?m)^(第[一二三四五六七八九十百]+条(?:の[一二三四五六七八九十]+)*)\n　", law))
    # Three articles begin with the name of a law that the file puts on a line of its own.
    extra = {"act-establishing-mod": {"第二条"}, "act-establishing-mofa": {"第二条"}, "constitution-of-japan": {"第五条"}}
    extra["information-disclosure-act"] = {"第二十一条"}
    assert {c.number for c in articles} == standing | extra.get(name, set())
    assert all(c.text for c in articles)
    supplements = len(re.findall(r"(?m)^附　+則", text))
    assert sum(section.id.startswith("Sup") for section in instrument.sections) == supplements


def test_japanese_items_and_captions(data):
    text = (data / "text-ja" / "ja-law" / "mda-secrets-protection-act.ja.txt").read_text("utf-8")
    articles = {c.id: c for c in parse(text).clauses}
    assert articles["Art2"].heading == "特別防衛秘密保護上の措置"
    third = articles["Art1"].items[1]
    assert (third.id, [i.number for i in third.items], [i.number for i in third.items[0].items]) == (
        "Art1.3", ["一", "二"], ["イ", "ロ", "ハ", "ニ"],
    )  # fmt: skip
    assert [i.id for i in articles["Art3"].items] == ["Art3.g1", "Art3.g2", "Art3.g3", "Art3.2", "Art3.3"]


@pytest.mark.parametrize(("language", "recitals"), [("eng", 7), ("jpn", 6)])
def test_universal_declaration(data, check_coverage, language, recitals):
    page = (data / "treaty-text" / f"udhr.{language}.html").read_text("utf-8")
    body = page[page.index("<body") :]
    text = html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(?:p|h1|h2|li|header|article)>", "\n\n", body)))
    instrument = parse(text)
    check_coverage(text, instrument)
    assert page.count("<article") == 30
    assert [c.id for c in instrument.clauses] == [f"Art{n}" for n in range(1, 31)]
    assert len(instrument.preamble) == recitals == body[: body.index("<article")].count("<p>") - (3 if language == "eng" else 2)
    assert instrument.enacting is not None


def test_articles_with_captions_paragraphs_and_letters():
    text = (
        "Agreement\n\nThe Government of Japan and the Government of the United Kingdom,\n\nDesiring to cooperate,\n\n"
        "Have agreed as follows:\n\nArticle I\nDefinitions\n\n1. For the purposes of this Agreement:\n\n(a) \"supplies\" means goods;\n"
        "(b) \"services\" means work, as described in\nArticle 5 of the Charter; and\n(c) other terms:\n(i) first;\n(ii) second.\n\n"
        "2. Nothing else is defined.\n\nArticle II\n\nThis Agreement does not affect\nArticle 3\nof the Charter.\n\n"
        "Article II bis\n\nIt lasts ten years.\n\n"
        "IN WITNESS WHEREOF the undersigned have signed this Agreement.\n\n"
        "DONE in duplicate at London, this twenty-sixth day of January 2017, in English and Japanese.\n\n"
        "For the Government of Japan:\nKoji Tsuruoka\n\nFor the Government of the United Kingdom:\nBoris Johnson\n\n"
        "Annex A\n\n1. Food\n2. Water\n"
    )  # fmt: skip
    instrument = parse(text)
    assert [c.id for c in instrument.clauses] == ["Art1", "Art2", "Art2-2", "AnnexA1", "AnnexA2"]
    first = instrument.clauses[0]
    assert first.heading == "Definitions"
    assert [i.id for i in first.items] == ["Art1.1", "Art1.2"]
    assert [i.id for i in first.items[0].items] == ["Art1.1.a", "Art1.1.b", "Art1.1.c"]
    assert [i.id for i in first.items[0].items[2].items] == ["Art1.1.c.i", "Art1.1.c.ii"]
    assert instrument.clauses[1].text == "This Agreement does not affect Article 3 of the Charter."
    assert (instrument.done_at, instrument.done_on) == ("London", "2017-01-26")
    assert [s.name for s in instrument.signatories] == ["Koji Tsuruoka", "Boris Johnson"]
    assert instrument.signatories[0].capacity == "For the Government of Japan"


@pytest.mark.parametrize(
    ("lines", "heading", "text", "items"),
    [
        ("Article 1 - Purpose\nThe Parties cooperate.", "Purpose", "The Parties cooperate.", []),
        ("ARTICLE I – Costs\nEach Party bears its own.", "Costs", "Each Party bears its own.", []),
        ("Article 1: Scope\n1) They meet.\n2) They talk.", "Scope", "", ["1", "2"]),
        ("Article 1 Definitions\nIn this text:\na) one;\nb) two.", "Definitions", "In this text:", ["a", "b"]),
        ("Article 1\nEntry into effect\nThis text takes effect.", "Entry into effect", "This text takes effect.", []),
        ("Article 1 – Aims. The Parties cooperate.", "Aims", "The Parties cooperate.", []),
        ("Article 1. Japan will act.", "", "Japan will act.", []),
        ("Article 1\nThe Parties will meet Ministers\nof Defence.", "", "The Parties will meet Ministers of Defence.", []),
        ("第一条（目的）\n両国は、協力する。", "目的", "両国は、協力する。", []),
        ("第一条（対話）\n１　会う。\n２　次のことを話す。", "対話", "", ["１", "２"]),
        ("第一条（前条の規定を除く。）の規定は、残る。", "", "（前条の規定を除く。）の規定は、残る。", []),
        ("１　実施\n　両国は、行動計画を作成する。", "実施", "両国は、行動計画を作成する。", []),
        ("１　両国は、次の分野で\n　協力する。", "", "両国は、次の分野で協力する。", []),
        ("１　対話\n　ア　毎年、会う。\n　イ　話す。", "", "対話", ["ア", "イ"]),
    ],
)  # fmt: skip
def test_a_heading_beside_or_below_a_number(check_coverage, lines, heading, text, items):
    source = f"Title\n\n{lines}\n"
    instrument = parse(source)
    clause = instrument.clauses[0]
    assert (clause.heading, clause.text, [item.number for item in clause.items]) == (heading, text, items)
    check_coverage(source, instrument)


def test_a_numbered_heading_before_the_words_that_lead_to_a_list():
    defence = "I. DEFENCE\n\nThe sides decided the following:\n\ni) to meet;\nii) to talk.\n"
    instrument = parse(f"Statement\n\nThe sides met.\n\n{defence}\nII. CYBER\n\n- share.\n")
    assert [(s.heading, [t.text for t in s.chapeau]) for s in instrument.sections] == [
        ("I. DEFENCE", ["The sides decided the following:"]), ("II. CYBER", []),
    ]  # fmt: skip
    assert [c.text for c in instrument.clauses] == ["to meet;", "to talk.", "share."]


def test_a_japanese_preamble_in_lines_and_a_title_broken_after_a_particle(check_coverage):
    head = "日本国政府と英国政府との間の\n共同宣言\n\n両首脳は、\n　価値の共有を確認し、\n　平和を希望して、\n次のとおり宣言する。\n"
    source = f"{head}\n１．会う。\n２．話す。\n"
    instrument = parse(source)
    assert instrument.title.text == "日本国政府と英国政府との間の共同宣言"
    assert instrument.opening.text == "両首脳は、"
    assert [p.text for p in instrument.preamble] == ["価値の共有を確認し、", "平和を希望して、"]
    assert instrument.enacting.text == "次のとおり宣言する。"
    check_coverage(source, instrument)


def test_a_title_that_names_its_parties_below(check_coverage):
    source = "MEMORANDUM\nbetween\nThe Ministry of Defence of Norway\nand\nThe Ministry of Defence of India\n\n1. They meet.\n"
    instrument = parse(source)
    assert instrument.title.text == "MEMORANDUM between The Ministry of Defence of Norway and The Ministry of Defence of India"
    check_coverage(source, instrument)


@pytest.mark.parametrize(
    ("lines", "clauses"),
    [
        ("§ 1  Scope\nThe Parties cooperate.\n\n§ 2  Meetings\nThey meet.", [("Art1", "The Parties cooperate."), ("Art2", "They meet.")]),
        ("Paragraph 1: We meet.\n\nParagraph 2: As paragraph\n1 says.", [("C1", "We meet."), ("C2", "As paragraph 1 says.")]),
        ("Clause 1 – We meet.\nClause 2 – We talk.", [("C1", "We meet."), ("C2", "We talk.")]),
        ("A.  Politics\n\nA.1  We meet.\nA.2  We talk.\n", [("Po1", "We meet."), ("Po2", "We talk.")]),
        ("A.  Sea\n\nA.1  We sail.\n\nB.  Air\n\nB.1  We fly.", [("S1", "We sail."), ("A1", "We fly.")]),
    ],
)  # fmt: skip
def test_other_ways_of_counting(check_coverage, lines, clauses):
    source = f"Statement\n\n{lines}\n"
    instrument = parse(source)
    assert [(clause.id, clause.text) for clause in instrument.clauses] == clauses
    check_coverage(source, instrument)


def test_a_letter_that_goes_on_is_no_roman_numeral():
    letters = "".join(f"{letter}. matter {letter};\n" for letter in "abcdefghij")
    clause = parse(f"Title\n\n1. We discuss:\n{letters}").clauses[0]
    assert [item.number for item in clause.items] == list("abcdefghij")


def test_captions_in_sentence_case_and_behind_the_number_are_captions():
    english = """Memorandum of Cooperation in Maritime Security
between the Ministry of Defence of A and the Ministry of Defense of B

The Ministry of Defence of A and the Ministry of Defense of B,

Recognising the importance of open seas;

Have reached the following understanding:

Article 1
Areas of cooperation
1. The Sides will share information.
2. The Sides may decide on more.

Article 2
Final provisions
This Memorandum comes into operation on signature.

Article 3
The Sides will consult
On request.

Article 4 (Terms used)
A Side is a ministry.
"""
    found = parse(english)
    assert found.title.text.endswith("in Maritime Security between the Ministry of Defence of A and the Ministry of Defense of B")
    assert found.opening is not None and found.opening.text == "The Ministry of Defence of A and the Ministry of Defense of B,"
    assert [c.heading for c in found.clauses] == ["Areas of cooperation", "Final provisions", "", "Terms used"]
    assert found.clauses[0].text == "" and [item.id for item in found.clauses[0].items] == ["Art1.1", "Art1.2"]
    assert [c.text for c in found.clauses[1:3]] == [
        "This Memorandum comes into operation on signature.",
        "The Sides will consult On request.",
    ]
    articles = ["第一条（目的）\nこの覚書は、協力を促進する。", "第二条（協力の分野）　両政府は、対話を行う。"]
    japanese = parse("\n\n".join(["覚書", *articles, "第三条\n次の分野とする。\n（１）対話\n（２）訓練"]))
    assert [(c.heading, c.text) for c in japanese.clauses] == [
        ("目的", "この覚書は、協力を促進する。"), ("協力の分野", "両政府は、対話を行う。"), ("", "次の分野とする。"),
    ]  # fmt: skip


@pytest.mark.parametrize("items", ["（１）対話\n（２）訓練", "１　対話\n２　訓練", "１．対話\n２．訓練"])
def test_an_article_of_items_alone_keeps_its_number(check_coverage, items):
    source = f"覚書\n\n第一条\n両政府は、対話を行う。\n\n第二条\n{items}\n"
    second = parse(source).clauses[1]
    assert (second.id, second.text, [(i.id, i.text) for i in second.items]) == ("Art2", "", [("Art2.1", "対話"), ("Art2.2", "訓練")])
    check_coverage(source, parse(source))


def test_roman_headings_and_roman_clauses():
    headed = parse("Plan\n\nI. Political Dialogue\n\n1. We will meet.\n2. We will talk.\n\nII. Space\n\n1. We will fly.\n")
    assert [(s.id, s.heading) for s in headed.sections] == [("Po", "I. Political Dialogue"), ("S", "II. Space")]
    assert [c.id for c in headed.clauses] == ["Po1", "Po2", "S1"]
    listed = parse("Areas\n\nI. Exchange of information\nII. Joint exercises\nIII. Space\n")
    assert [(c.id, c.number, c.text) for c in listed.clauses] == [
        ("C1", "I", "Exchange of information"), ("C2", "II", "Joint exercises"), ("C3", "III", "Space"),
    ]  # fmt: skip


def test_bullets_under_headings():
    text = "Joint Vision\n\nEconomy\n\nWe will:\n\n• trade freely and\nfairly;\n• invest.\n\nEducation\n\n- teach;\n- learn.\n"
    instrument = parse(text)
    assert [(c.id, c.text) for c in instrument.clauses] == [
        ("E1", "trade freely and fairly;"), ("E2", "invest."), ("Ed1", "teach;"), ("Ed2", "learn."),
    ]  # fmt: skip
    assert instrument.sections[0].chapeau[0].id == "E0"


def test_japanese_declaration():
    text = (
        "安全保障協力に関する共同宣言\n\n日本国及び英国の首相は、\n\n価値を共有することを認識し、\n\n以下のとおり決定した。\n\n"
        "協力の強化\n\n１．両国は、法の支配に基づく国際秩序の\n維持の重要性を強調する。\n２．両国は、次のことを行う。\n"
        "（１）情報の交換\n（２）共同訓練\n\n協力分野\n\n１．宇宙\n２．サイバー\n\n平成29年8月31日、東京\n\n"
        "日本国のために　　　　英国のために\n安倍晋三　　　　　テリーザ・メイ\n"
    )
    instrument = parse(text)
    assert [c.id for c in instrument.clauses] == ["H1.1", "H1.2", "H2.1", "H2.2"]
    assert instrument.clauses[0].text == "両国は、法の支配に基づく国際秩序の維持の重要性を強調する。"
    assert [(i.number, i.text) for i in instrument.clauses[1].items] == [("１", "情報の交換"), ("２", "共同訓練")]
    assert instrument.opening.text == "日本国及び英国の首相は、" and instrument.enacting.text == "以下のとおり決定した。"
    assert (instrument.done_at, instrument.done_on) == ("東京", "2017-08-31")
    assert [(s.name, s.capacity) for s in instrument.signatories] == [
        ("安倍晋三", "日本国のために"), ("テリーザ・メイ", "英国のために"),
    ]  # fmt: skip


def test_japanese_articles_and_chapters_with_contents():
    text = (
        "協定\n第一章　総則（第一条）\n第二章　雑則（第二条）\n"
        "第一章　総則\n（目的）\n第一条　目的を定める。\n第二章　雑則\n第二条\n　終わる。\n"
    )
    instrument = parse(text)
    assert [(c.id, c.section, c.heading) for c in instrument.clauses] == [("Art1", "Ch1", "目的"), ("Art2", "Ch2", "")]
    assert [t.text for t in instrument.front] == ["第一章 総則（第一条）第二章 雑則（第二条）"]


def test_a_clause_glued_inside_a_line():
    instrument = parse("Title\n\nCooperation\n\n1. The Forces train. 2. Japan will pay 3. 50 million. 3. The UK\nwill host.\n")
    assert [c.text for c in instrument.clauses] == ["The Forces train.", "Japan will pay 3. 50 million.", "The UK will host."]


def test_numbering_that_runs_on_over_headings():
    instrument = parse("Communique\n\nTrade\n\n1. We trade.\n\n2. We talk.\n\nHealth\n\n3. We heal.\n\n4. We rest.\n")
    assert [c.id for c in instrument.clauses] == ["T1", "T2", "H3", "H4"]


def test_a_number_at_a_broken_line_is_no_clause():
    instrument = parse(
        "Title\n\nHeading Here\n\n1. The forces met in Tokyo on 31 August\n2017. They will meet in building\n7. soon.\n\n2. End.\n"
    )
    assert [c.number for c in instrument.clauses] == ["1", "2"]


@pytest.mark.parametrize("number", ["5", "- 5 -", "Page 5 of 9", "5/9", "5頁"])
def test_page_numbers_are_furniture(number):
    text = f"Title\n\nAims\n\n1. We will hold talks between our National\n\n{number}\n\nAdvisors and staff every\nyear.\n2. We end.\n"
    instrument = parse(text)
    assert [text[a:b] for a, b in instrument.furniture] == [number]
    assert instrument.clauses[0].text == "We will hold talks between our National Advisors and staff every year."


def test_a_press_release_is_refused():
    text = (
        "PRIME MINISTERS MEET IN TOKYO\n\nTokyo, 31 August 2017\n\nThe Prime Minister met today. They spoke for two hours.\n\n"
        "“We are the closest partners,” she said.\n\nNotes to editors\n\nThe visit ends on Friday.\n"
    )
    with pytest.raises(Refusal) as refusal:
        parse(text)
    assert refusal.value.code == "no-clauses" and "numbered clause" in refusal.value.words


@pytest.mark.parametrize(("text", "code"), [("", "empty"), (" \n\t\u3000\n", "empty"), ("5", "empty"), ("1. a\x00b", "not-text")])
def test_refusals(text, code):
    with pytest.raises(Refusal) as refusal:
        parse(text)
    assert refusal.value.code == code


@pytest.mark.parametrize("text", ["x" * (2 * 1024 * 1024 + 1), "1. a\n" * 100_001])
def test_too_long(text):
    with pytest.raises(Refusal) as refusal:
        parse(text)
    assert refusal.value.code == "too-long"


@pytest.mark.parametrize(
    "unit",
    [
        "1. Aa. ",
        "Tokyo, 31 August 2017\n\n",
        "(a) ",
        "第一条\n　あ\n",
        "Mr. A ",
        "日",
        "a\t",
        "Annex A\n\n1. x\n\n",
        "_",
        ". . ",
        "Heading\n\n",
    ],
)
def test_hostile_text_takes_time_in_proportion(unit):
    def seconds(count: int) -> float:
        text = "1. Start.\n\nTokyo, 31 August 2017\n\n" + unit * count
        began = time.process_time()
        _outcome(text)
        return time.process_time() - began

    size = 60_000 // len(unit)
    small, large = max(min(seconds(size) for _ in range(2)), 0.02), seconds(8 * size)
    assert large < 30 * small


def test_spans_name_their_elements(data):
    text = (data / "instruments" / "japan-uk-2017.txt").read_text("utf-8")
    starts = {name: text[a:b] for name, (a, b) in reversed(list(claimed(parse(text))))}
    assert starts["S10"].startswith("10. Japan and the UK will also cooperate on disarmament")
    assert starts["A"] == "Areas of Cooperation" and starts["done"] == "Tokyo, 31 August, 2017"


def test_the_title_right_below_a_bare_annex_is_its_heading(check_coverage):
    text = (
        "1. Japan and the UK will share information.\n\nANNEX A\nRoad map for coast guard cooperation\n\n1. Japan will host a workshop.\n"
    )
    found = parse(text)
    check_coverage(text, found)
    assert [one.heading for one in found.sections] == ["", "ANNEX A Road map for coast guard cooperation"]
    assert not found.sections[1].chapeau and [one.id for one in found.clauses] == ["C1", "AnnexA1"]
    sentence = parse(text.replace("Road map for coast guard cooperation", "The Participants will do the following"))
    assert [one.text for one in sentence.sections[1].chapeau] == ["The Participants will do the following"]


def test_lines_that_run_over_the_pages_of_a_pdf_are_in_no_clause(check_coverage):
    foot = "MOU/JCG-MCA/2019          RESTRICTED"
    text = f"""Memorandum on the Sea

1. Japan will share
{foot}
Page 1 of 3
information.
2. The UK will hold a staff
{foot}
Page 2 of 3
meeting every year.
{foot}
"""
    found = parse(text)
    check_coverage(text, found)
    assert [one.text for one in found.clauses] == ["Japan will share information.", "The UK will hold a staff meeting every year."]
    assert sum(text[a:b] == foot for a, b in found.furniture) == 3


def test_bullets_copied_from_word_keep_their_levels(check_coverage):
    text = "Memorandum\n\n1. They will cooperate in:\n\n"
    text += "\uf0b7\tport safety, in particular\no\tdredging\no\tpilotage\n\uf0a7\tby night\n\uf0b7\tclean fuel\n"
    instrument = parse(text)
    check_coverage(text, instrument)
    first, second = instrument.clauses[0].items
    assert (first.text, second.text) == ("port safety, in particular", "clean fuel")
    assert [i.text for i in first.items] == ["dredging", "pilotage"] and first.items[1].items[0].text == "by night"


def test_a_numbered_heading_above_its_paragraph_and_no_point_of_a_list(check_coverage):
    text = (
        "Memorandum\n\n1. Meetings\n\nThe two sides will hold talks.\n\n2. Areas\n\nThe two sides will work in:\n\n(a) space\n(b) cyber\n"
    )
    instrument = parse(text)
    check_coverage(text, instrument)
    assert [(c.heading, c.text) for c in instrument.clauses] == [
        ("Meetings", "The two sides will hold talks."), ("Areas", "The two sides will work in:"),
    ]  # fmt: skip
    listed = parse("Memorandum\n\n1. Space\n2. Cyber\n\nThe two sides will meet.\n")
    assert [c.heading for c in listed.clauses] == ["", ""]


def test_a_caption_below_the_number_of_a_japanese_article(check_coverage):
    text = "協定\n\n第一条\n（目的）\n\n両国は、協力する。\n\n第二条\n（会合）\n\n１　両国は、会合を行う。\n（ａ）春\n（ｂ）秋\n"
    instrument = parse(text)
    check_coverage(text, instrument)
    assert [(c.id, c.heading) for c in instrument.clauses] == [("Art1", "目的"), ("Art2", "会合")]
    assert [i.text for i in instrument.clauses[1].items[0].items] == ["春", "秋"]


def test_words_that_lead_to_the_text_are_no_recital():
    instrument = parse("Memorandum\n\nThe Ministries have reached the following recognition:\n\n1. They will meet.\n")
    assert instrument.enacting is not None and not instrument.preamble
