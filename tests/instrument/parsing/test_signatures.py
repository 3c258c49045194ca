"""Signature blocks, places and dates, in the layouts that instruments use."""

from __future__ import annotations

import pytest

from entente.instrument import parse
from entente.instrument.parsing.signatures import place_and_date

ABE, MAY = ("Mr. Shinzo Abe", "Prime Minister of Japan"), ("Rt Hon Theresa May", "Prime Minister of the UK")
JAPANESE = [("安倍晋三", "日本国のために"), ("テリーザ・メイ", "英国のために")]


@pytest.mark.parametrize(
    ("block", "want"),
    [
        ("Mr. Shinzo Abe Rt Hon Theresa May\nPrime Minister of Japan Prime Minister of the UK", [ABE, MAY]),
        ("Mr. Shinzo Abe\tRt Hon Theresa May\nPrime Minister of Japan\tPrime Minister of the UK", [ABE, MAY]),
        ("Mr. Shinzo Abe          Rt Hon Theresa May\nPrime Minister of Japan  Prime Minister of the UK", [ABE, MAY]),
        ("Mr. Shinzo Abe\nPrime Minister of Japan\n\nRt Hon Theresa May\nPrime Minister of the UK", [ABE, MAY]),
        ("Mr. Shinzo Abe\nPrime Minister of Japan\nRt Hon Theresa May\nPrime Minister of the UK", [ABE, MAY]),
        ("Shinzo Abe\tTheresa May", [("Shinzo Abe", ""), ("Theresa May", "")]),
        (
            "For Japan: For the United Kingdom:\nMr. A Abe Mrs B May",
            [("Mr. A Abe", "For Japan"), ("Mrs B May", "For the United Kingdom")],
        ),
        (
            "For the Government of\nJapan:\n\nTaro Kono\n\nFor the Government of\nthe UK:\n\nBoris Johnson",
            [("Taro Kono", "For the Government of Japan"), ("Boris Johnson", "For the Government of the UK")],
        ),
        (
            "Ms. A One Mr. B Two Dr. C Three\nMinister of X Secretary of State for Y and Minister for Z Chancellor of W",
            [
                ("Ms. A One", "Minister of X"),
                ("Mr. B Two", "Secretary of State for Y and Minister for Z"),
                ("Dr. C Three", "Chancellor of W"),
            ],
        ),
        ("日本国防衛省のために\n岸信夫\n防衛大臣", [("岸信夫", "日本国防衛省のために、防衛大臣")]),
        ("日本国のために　　英国のために\n安倍晋三　　テリーザ・メイ", JAPANESE),
        ("日本国のために\n安倍晋三\n\n英国のために\nテリーザ・メイ", JAPANESE),
        ("日本国のために英国のために\n安倍晋三\tテリーザ・メイ", JAPANESE),
        (
            "日本国内閣総理大臣　　　　英国首相\n安倍晋三　　　　　　　　　テリーザ・メイ",
            [("安倍晋三", "日本国内閣総理大臣"), ("テリーザ・メイ", "英国首相")],
        ),
        ("防衛大臣　　　　軍事大臣\n岸　信夫　　　　フローランス・パルリ", [("岸 信夫", "防衛大臣"), ("フローランス・パルリ", "軍事大臣")]),
        ("日本国総理大臣　　安倍晋三\n豪州首相　　ジョン・ハワード", [("安倍晋三", "日本国総理大臣"), ("ジョン・ハワード", "豪州首相")]),
        (
            "Taro Kono                   Jeremy Hunt\nForeign Minister            Secretary of State for the United Kingdom of Great\n"
            "                            Britain and Northern Ireland",
            [
                ("Taro Kono", "Foreign Minister"),
                ("Jeremy Hunt", "Secretary of State for the United Kingdom of Great Britain and Northern Ireland"),
            ],
        ),
        (
            "FOR NORWAY:              FOR INDIA:\n____________             ____________\n"
            "Kari Nordmann            Rajesh Sharma\nMinister of Defence      Defence Secretary",
            [("Kari Nordmann", "FOR NORWAY, Minister of Defence"), ("Rajesh Sharma", "FOR INDIA, Defence Secretary")],
        ),
        (
            "For Japan          For the United Kingdom of Great\n                   Britain and Northern Ireland\n"
            "Taro Kono          Jeremy Hunt",
            [("Taro Kono", "For Japan"), ("Jeremy Hunt", "For the United Kingdom of Great Britain and Northern Ireland")],
        ),
        ("日本国内閣総理大臣　安倍晋三\n英国首相　テリーザ・メイ", [("安倍晋三", "日本国内閣総理大臣"), ("テリーザ・メイ", "英国首相")]),
    ],
)
def test_signature_blocks(check_coverage, block, want):
    text = f"Title\n\n1. We act.\n\nTokyo, 31 August 2017\n\n{block}\n"
    for source in (text, text.replace("\n", "\r\n")):
        instrument = parse(source)
        assert [(s.name, s.capacity) for s in instrument.signatories] == want
        check_coverage(source, instrument)


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("Tokyo, 31 August, 2017", "Tokyo", "2017-08-31"),
        ("Tokyo, August 31, 2017", "Tokyo", "2017-08-31"),
        ("London, 31st August 2017", "London", "2017-08-31"),
        ("31 August 2017, New York", "New York", "2017-08-31"),
        ("Done at Hiroshima on 19 May 2023", "Hiroshima", "2023-05-19"),
        ("Signed in London this 11 January 2023", "London", "2023-01-11"),
        ("2017-08-31", None, "2017-08-31"),
        ("東京、2017年8月31日", "東京", "2017-08-31"),
        ("平成29年8月31日、東京", "東京", "2017-08-31"),
        ("平成二十九年八月三十一日　東京にて", "東京", "2017-08-31"),
        ("２０１７年８月３１日　東京", "東京", "2017-08-31"),
        ("平成十九年三月十三日に東京で署名した。", "東京", "2007-03-13"),
        ("令和元年五月一日", None, "2019-05-01"),
        ("昭和六十四年一月七日", None, "1989-01-07"),
    ],
)
def test_place_and_date(line, place, date):
    assert place_and_date(line) == (place, date)


@pytest.mark.parametrize(
    "line",
    [
        "The meeting in Tokyo on 31 August 2017 was good.",
        "（昭和四十五年五月十八日法律第六十八号）",
        "最終改正：昭和五三年五月一六日法律第四八号",
        "Tokyo, 31 February 2017",
        "of the Tokyo meeting, 31 August 2017",
        "Tokyo",
    ],
)
def test_other_lines_are_no_date_line(line):
    assert place_and_date(line) is None


def test_a_japanese_testimonium():
    text = (
        "協定\n\n第一条\n　協力する。\n\n"
        "二千十七年一月二十六日にロンドンで、英語及び日本語により本書二通を作成した。\n\n日本国政府のために\n鶴岡公二\n"
    )
    instrument = parse(text)
    assert (instrument.done_at, instrument.done_on) == ("ロンドン", "2017-01-26")
    assert [(s.name, s.capacity) for s in instrument.signatories] == [("鶴岡公二", "日本国政府のために")]


def test_a_place_below_the_date(check_coverage):
    text = "Accord\n\n1. The leaders met.\n\n19 May 2023\nHiroshima\n"
    instrument = parse(text)
    assert (instrument.done_at, instrument.done_on, instrument.signatories) == ("Hiroshima", "2023-05-19", ())
    check_coverage(text, instrument)


def test_a_memorandum_with_decimal_numbers():
    text = (
        "MEMORANDUM\nBETWEEN\nTHE MINISTRY OF DEFENSE OF JAPAN\nAND\nTHE MINISTRY OF DEFENCE\n\n"
        "Section 1\nPurpose\n\n1.1 The purpose is good.\n1.2 It is better.\n\nSection 2\nScope\n\n2.1 Wide.\n\n"
        "Signed at London on 26 January 2017 in duplicate.\n\n"
        "For the Ministry of Defense      For the Ministry of Defence\nof Japan                         of the UK\n\n"
        "Taro Yamada                      John Smith\n"
    )
    instrument = parse(text)
    assert instrument.title.text == "MEMORANDUM BETWEEN THE MINISTRY OF DEFENSE OF JAPAN AND THE MINISTRY OF DEFENCE"
    assert [c.id for c in instrument.clauses] == ["Sec1.1", "Sec1.2", "Sec2.1"]
    assert [(s.name, s.capacity) for s in instrument.signatories] == [
        ("Taro Yamada", "For the Ministry of Defense of Japan"),
        ("John Smith", "For the Ministry of Defence of the UK"),
    ]
    assert (instrument.done_at, instrument.done_on) == ("London", "2017-01-26")


def test_a_date_under_the_title_serves_where_the_foot_has_none():
    instrument = parse("Joint Statement\n\nTokyo, 31 August 2017\n\nThe two leaders met.\n\n1. They agreed.\n")
    assert (instrument.done_at, instrument.done_on) == ("Tokyo", "2017-08-31")
    assert instrument.clauses[0].text == "They agreed."


def test_each_side_dates_its_signature(check_coverage):
    block = "For Norway     For India\nName: A. Berg  Name: B. Rao\nDate: 1 March 2021  Date: 2 March 2021\n"
    source = f"Title\n\n1. We act.\n\nSigned in duplicate.\n\n{block}"
    instrument = parse(source)
    assert [(s.name, s.capacity) for s in instrument.signatories] == [("A. Berg", "For Norway"), ("B. Rao", "For India")]
    assert instrument.done_on == "2021-03-01"
    check_coverage(source, instrument)


@pytest.mark.parametrize("end", ["（了）", "以上", "[END]"])
def test_the_word_that_ends_a_text_is_no_part_of_its_last_clause(check_coverage, end):
    source = f"共同宣言\n\n一、会う。\n二、話す。\n\n{end}\n"
    instrument = parse(source)
    assert [clause.text for clause in instrument.clauses] == ["会う。", "話す。"]
    assert [text.text for text in instrument.closing] == [end]
    check_coverage(source, instrument)


def test_a_foot_below_provisions_counted_in_kanji(check_coverage):
    body, foot = "一　両大臣は、毎年会談を行う。\n二　両大臣は、訓練を行う。", "令和３年５月１２日　東京\n\n日本国防衛省のために\n岸信夫"
    source = f"共同声明\n\n{body}\n\n{foot}\n"
    found = parse(source)
    assert (found.done_at, found.done_on, [s.name for s in found.signatories]) == ("東京", "2021-05-12", ["岸信夫"])
    assert [clause.id for clause in found.clauses] == ["C1", "C2"]
    check_coverage(source, found)
