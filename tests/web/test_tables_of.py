"""The tables of a page as grids of cells."""

from __future__ import annotations

from datetime import date, datetime

from entente.web.tables_of import find

PAGE = """<html><body><header><table><tr><th>Not this</th></tr><tr><td>x</td></tr></table></header><main>
<h1>Desk</h1><p data-filters>2 records · State <strong>In effect</strong></p>
<h2>Waits: on us</h2><table><thead><tr><th>Number</th><th>Title</th><th>Since (London / Tokyo)</th><th>Start and finish</th><th>Action</th></tr></thead>
<tbody><tr><td>7</td><td>会合　<a href="/x">of  two</a><span class="govuk-visually-hidden"> unseen</span></td>
<td><time datetime="2018-10-02T10:00+01:00">2 Oct 2018 10:00</time> / <time datetime="2018-10-02T18:00+09:00">18:00</time></td>
<td><time datetime="2018-10-01">1 Oct 2018</time> – <time datetime="2019-02-28">28 Feb 2019</time></td>
<td><form><button>Accept</button></form></td></tr>
<tr><td>007</td><td>=1+1</td><td></td><td><time datetime="2018-10-01">1 Oct 2018</time> –</td><td>until <time datetime="2018-10-01">1 Oct</time></td></tr></tbody></table>
<h2>Waits: on us</h2><table><tr><th>A</th></tr><tr><td>1,5</td></tr></table><table><tr><th>Empty</th></tr></table>
<a rel="next" href="?page=2">Next</a></main></body></html>""".encode()


def test_days_and_times_are_such_and_two_of_them_two_columns() -> None:
    found = find(PAGE)
    first, second = found.tables.values()
    assert first[0] == ["Number", "Title", "Since (London)", "Since (Tokyo)", "Start", "Finish", "Action"]
    assert first[1] == [7, "会合 of two", datetime(2018, 10, 2, 10), datetime(2018, 10, 2, 18), date(2018, 10, 1), date(2019, 2, 28), None]
    assert first[2] == ["007", "=1+1", None, None, date(2018, 10, 1), None, "until 1 Oct"]
    assert second == [["A"], ["1,5"]]


def test_sheets_are_called_after_their_headings_each_once() -> None:
    found = find(PAGE)
    assert list(found.tables) == ["Waits  on us", "Waits  on us 2"]
    assert found.heading == "Desk" and found.filters == "2 records · State In effect" and found.goes_on


def test_a_page_without_a_table_has_none() -> None:
    assert find(b"<html><body><main><p>Nothing.</p></main></body></html>").tables == {}
    assert find(b"<p>no main</p>").tables == {}
