"""A paper as HTML: a fragment for a page of the node, or a whole document that stands alone.

Pure. Everything that a paper says is escaped; the drawings are ours and go in as they are. No script, no style attribute: a fragment lives
under the node's content security policy. Headings start at level 2 in a fragment, whose page has its own first. Serves I3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from entente.implementation.papers.paper import Paper
from entente.node.render.layout import Block, Layout, Printing, Run, Runs, layout

STYLE = """
body{font-family:"Noto Sans","Noto Sans JP","Hiragino Sans","Yu Gothic",Meiryo,sans-serif;color:#0b0c0c;max-width:52em;margin:0 auto;
padding:1em;line-height:1.55}
:lang(ja){line-height:1.75}h1,h2,h3,h4{color:#12284b;line-height:1.3}h2{border-bottom:1px solid #12284b}
.app-paper__marking{text-align:center;font-weight:700}.app-paper__notice{border:2px solid #12284b;padding:.5em}
.app-paper__beside{display:grid;grid-template-columns:1fr 1fr;gap:0 1.5em}
table{border-collapse:collapse;width:100%;margin:0 0 1.5em}caption{text-align:left;font-weight:700;padding:.4em 0}
th,td{border-bottom:1px solid #b1b4b6;padding:.3em .5em;text-align:left;vertical-align:top}thead th{background:#eef1f6}
.app-paper__number{text-align:right}sup{font-size:.7em;line-height:0}code{overflow-wrap:anywhere;font-size:.85em}
svg{display:block;width:100%;height:auto}.app-chart--narrow{display:none}figure{margin:1em 0}figcaption{font-weight:700}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1em 1em}dd{margin:0}
@media(max-width:640px){.app-paper__beside{grid-template-columns:1fr}.app-paper__scroll{overflow-x:auto}
table,caption,tbody,tr,td{display:block}thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tr{border-bottom:2px solid #b1b4b6;padding:.3em 0}td{border:0;padding:1px 0}.app-paper__number{text-align:left}
td[data-label]:not(:empty)::before{content:attr(data-label) " ";color:#484f56;font-size:.85em}
.app-chart:has(+.app-chart--narrow){display:none}
.app-chart--narrow{display:block}}
@media print{@page{size:A4;margin:20mm}thead{display:table-header-group}tr,figure{break-inside:avoid}h2,h3{break-after:avoid}}
"""


def render_html(paper: Paper, printing: Printing, link: Callable[[str], str] | None = None) -> str:
    """A document that stands alone, with its own style sheet; `link` gives the address of an act."""
    found = layout(paper, printing)
    first = found.languages[0]
    title = escape("".join(run.text for run in found.title[first]))
    return (
        f'<!DOCTYPE html>\n<html lang="{first}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{_body(found, link, 1)}</body>\n</html>\n"
    )


def render_fragment(paper: Paper, printing: Printing, link: Callable[[str], str] | None = None) -> str:
    """The same as part of a page, its classes those of the node's style sheet; the title is a heading of level 2."""
    return _body(layout(paper, printing), link, 2)


def _body(found: Layout, link: Callable[[str], str] | None, top: int) -> str:
    marking = "  /  ".join(dict.fromkeys(escape(found.marking[language]) for language in found.languages))
    banner = f'<p class="app-paper__marking">{marking}</p>\n'
    facts = "".join(f"<dt>{_stacked(term, found)}</dt><dd>{_stacked(value, found)}</dd>" for term, value in found.facts)
    notices = "".join(f'<p class="app-paper__notice">{_stacked(notice, found)}</p>\n' for notice in found.notices)
    head = f"<h{top}>{_stacked(found.title, found)}</h{top}>\n"
    subtitle = f'<p class="app-paper__subtitle">{_stacked(found.subtitle, found)}</p>\n'
    blocks = "".join(_block(block, found, link, top) for block in found.blocks)
    return f'<div class="app-paper">\n{banner}{head}{subtitle}<dl class="app-paper__facts">{facts}</dl>\n{notices}{blocks}{banner}</div>\n'


def _block(block: Block, found: Layout, link: Callable[[str], str] | None, top: int) -> str:
    match block.kind:
        case "heading":
            level = min(block.level + top, 6)
            return f"<h{level}>{_stacked(block.texts[0], found)}</h{level}>\n"
        case "para":
            return _beside(found, lambda language: f"<p>{_spoken(block.texts[0][language], language)}</p>")
        case "lines":
            return _beside(found, lambda language: f"<ul>{''.join(f'<li>{_spoken(t[language], language)}</li>' for t in block.texts)}</ul>")
        case "table":
            return _table(block, found, link)
        case _:
            return "".join(_figure(block, language, found) for language in found.languages)


def _beside(found: Layout, make: Callable[[str], str]) -> str:
    if len(found.languages) == 1:
        return make(found.languages[0]) + "\n"
    columns = "".join(f'<div lang="{language}">{make(language)}</div>' for language in found.languages)
    return f'<div class="app-paper__beside">{columns}</div>\n'


def _table(block: Block, found: Layout, link: Callable[[str], str] | None) -> str:
    sources = block.anchor == "sources"
    caption = f"<caption>{_stacked(block.caption, found)}</caption>" if block.caption else ""
    number = ' class="app-paper__number"'
    columns = list(zip(block.texts, block.numeric, strict=True))
    heads = "".join(f'<th scope="col"{number if numeric else ""}>{_stacked(texts, found)}</th>' for texts, numeric in columns)
    labels = ["", *(f' data-label="{escape(_plain(texts, found))}"' for texts in block.texts[1:])]  # for a telephone, where rows are blocks
    rows = []
    for row in block.rows:
        told = zip(row, block.numeric, labels, strict=True)
        cells = [f"<td{number if numeric else ''}{label}>{_stacked(cell, found)}</td>" for cell, numeric, label in told]
        if sources:
            at, act = row[0][found.languages[0]][0].text, row[3][found.languages[0]][0].text
            cells[0] = f'<td class="app-paper__number" id="source-{escape(at)}">{escape(at)}</td>'
            shown = f"<code>{escape(act)}</code>"
            cells[3] = f'<td><a href="{escape(link(act))}">{shown}</a></td>' if link else f"<td>{shown}</td>"
        rows.append(f"<tr>{''.join(cells)}</tr>")
    named = block.caption or block.texts[-1]
    name = escape(_plain(named, found))
    table = f"<table>{caption}<thead><tr>{heads}</tr></thead>\n<tbody>{''.join(rows)}</tbody></table>"
    return f'<div class="app-paper__scroll" tabindex="0" role="region" aria-label="{name}">{table}</div>\n'


def _plain(texts: Runs, found: Layout) -> str:
    """The text in the first language."""
    return "".join(run.text for run in texts[found.languages[0]])


def _figure(block: Block, language: str, found: Layout) -> str:
    tag = "" if language == found.languages[0] else f' lang="{language}"'
    caption = _spoken(block.caption[language], language)
    return (
        f'<figure{tag} tabindex="0"><figcaption>{caption}</figcaption>{block.drawings[language]}{block.narrow.get(language, "")}</figure>\n'
    )


def _stacked(texts: Runs, found: Layout) -> str:
    """All languages, one under the other; once where they say the same."""
    first = found.languages[0]
    parts = [_spoken(texts[first], first)]
    for language in found.languages[1:]:
        if [run.text for run in texts[language]] != [run.text for run in texts[first]]:
            parts.append(f'<br><span lang="{language}">{_spoken(texts[language], language)}</span>')
    return "".join(parts)


def _spoken(runs: Iterable[Run], language: str) -> str:
    out = []
    for at, run in enumerate(runs):
        said = escape(run.text).replace("\n", "<br>")
        words = said if run.language == language else f'<span lang="{run.language}">{said}</span>'
        space = " " if at and language != "ja" else ""
        first = run.cites.replace("–", ",").split(",")[0]
        cites = f'<sup><a href="#source-{first}">[{run.cites}]</a></sup>' if run.cites else ""
        out.append(space + words + cites)
    return "".join(out)
