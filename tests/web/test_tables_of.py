"""The tables of a page as grids of cells."""

from __future__ import annotations

from datetime import date, datetime

from entente.web.tables_of import find

TIMES = (
    '<time datetime="2018-10-02T10:00+01:00">2 Oct 2018 10:00</time> / <time datetime="2018-10-02T18:00+09:00">18:00</time>',
    '<time datetime="2018-10-01">1 Oct 2018</time> – <time datetime="2019-02-28">28 Feb 2019</time>',
    '<time datetime="2018-10-01">1 Oct 2018</time>',
)
PAGE = f"""<html><body><header><table><tr><th>Not this</th></tr><tr><td>x</td></tr></table></header><main>
<h1>Desk</h1><p data-filters>2 records · State <strong>In effect</strong></p>
<h2>Waits: on us</h2><table><thead><tr>
<th>Number</th><th>Title</th><th>Since (London / Tokyo)</th><th>Start and finish</th><th>Action</th></tr></thead>
<tbody><tr><td>7</td><td>会合　<a href="/x">of  two</a><span class="govuk-visually-hidden"> unseen</span></td>
<td>{TIMES[0]}</td><td>{TIMES[1]}</td><td><form><button>Accept</button></form></td></tr>
<tr><td>007</td><td>=1+1</td><td></td><td>{TIMES[2]} –</td><td>until {TIMES[2]}</td></tr></tbody></table>
<h2>Waits: on us</h2><table><tr><th>A</th></tr><tr><td>1,5</td></tr></table><table><tr><th>Empty</th></tr></table>
<a rel="next" href="?page=2">Next</a></main></body></html>""".encode()


def test_days_and_times_are_such_and_two_of_them_two_columns() -> None:
    found = find(PAGE)
    first, second = found.tables.values()
    assert first[0] == ["Number", "Title", "Since (London)", "Since (Tokyo)", "Start", "Finish", "Action"]
    assert first[1] == [7, "会合 of two", datetime(2018, 10, 2, 10), datetime(2018, 10, 2, 18), date(2018, 10, 1), date(2019, 2, 28), None]
    assert first[2] == ["007", "=1+1", None, None, date(2018, 10, 1), None, "until 1 Oct 2018"]
    assert second == [["A"], ["1,5"]]


def test_sheets_are_called_after_their_headings_each_once() -> None:
    found = find(PAGE)
    assert list(found.tables) == ["Waits  on us", "Waits  on us 2"]
    assert found.heading == "Desk" and found.filters == "2 records · State In effect" and found.goes_on


def test_a_short_caption_names_its_table_and_a_long_one_does_not() -> None:
    body = "<tr><th>A</th></tr><tr><td>x</td></tr></table>"
    captions = (
        '<caption class="govuk-visually-hidden">Waits on us <span>since 2 October 2018, in words too long</span></caption>',
        f"<caption>{'As computed for a day. ' * 3}</caption>",
    )
    page = f"<main><h1>Desk</h1><table>{captions[0]}{body}<table>{captions[1]}{body}</main>"
    assert list(find(page.encode()).tables) == ["Waits on us", "Desk"]


def test_a_page_without_a_table_has_none() -> None:
    assert find(b"<html><body><main><p>Nothing.</p></main></body></html>").tables == {}
    assert find(b"<p>no main</p>").tables == {}
