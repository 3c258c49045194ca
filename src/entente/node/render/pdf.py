"""A paper as PDF: PDF/A-2a (ISO 19005-2, tagged) and PDF/UA-1 (ISO 14289-1) at once, with fonts that come with the software.

Touches the fonts and the sheet `paper.typ` beside it; no system font is looked at. What papers say goes in as data, never as markup, so
that nothing in it can be read as an instruction. The same paper, moment and links give the same bytes. Serves I3.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC
from functools import cache
from importlib import resources
from threading import Lock
from typing import Any

import msgspec
import pylopdf_fonts_jp
import typst

from entente.implementation.papers.paper import Paper
from entente.kernel.errors import Refusal
from entente.node.render.glyphs import GETA, all_printable, printable
from entente.node.render.layout import TERMS, Layout, Printing, layout, runs_of

STANDARDS = ["a-2a", "ua-1"]
AUTHOR = "Entente"
FULL = {"size": 10.0, "air": 1.0}
BRIEF = (
    {"size": 11.0, "air": 1.05},
    {"size": 10.0, "air": 0.95},
    {"size": 9.5, "air": 0.8},
    {"size": 9.0, "air": 0.7},
    {"size": 8.5, "air": 0.6},
)
"""Sizes that are tried in turn until a brief stands on one page; below the last nobody reads, so then it takes two."""

_lock = Lock()  # the compiler keeps its caches between papers and serves one at a time


@cache
def _compiler() -> typst.Compiler:
    fonts = pylopdf_fonts_jp.sans_path().parent
    return typst.Compiler(font_paths=[str(fonts)], ignore_system_fonts=True)


@cache
def _sheet() -> bytes:
    return resources.files("entente.node.render").joinpath("paper.typ").read_bytes()


def render_pdf(paper: Paper, printing: Printing, link: Callable[[str], str] | None = None) -> bytes:
    """The PDF. `link` gives the address of an act. A brief is set so that all but its sources stands on one page, where it can.

    Refuses `paper-unprintable` (N31) what cannot be set.
    """
    made = printing.produced_at.astimezone(UTC).replace(microsecond=0)  # PDF writes whole seconds
    return bytes(_compile(_inputs(layout(paper, printing), printing, link), format="pdf", pdf_standards=STANDARDS, timestamp=made))


def _pictures(inputs: dict[str, str], ppi: int) -> list[bytes]:
    pages = _compile(inputs, format="png", ppi=ppi)
    return list(pages) if isinstance(pages, list) else [pages]


def render_picture(drawing: str, width_pt: int = 480, ppi: int = 200) -> bytes:
    """One SVG drawing as PNG, for documents that hold no SVG."""
    sheet = f'#set page(width: {width_pt}pt, height: auto, margin: 0pt)\n#set text(font: "Noto Sans JP")\n'
    sheet += '#image(bytes(sys.inputs.drawing), format: "svg", width: 100%, alt: "")'
    picture = _compile({"drawing": printable(drawing)}, sheet.encode(), format="png", ppi=ppi)
    return bytes(picture[0] if isinstance(picture, list) else picture)


def _inputs(found: Layout, printing: Printing, link: Callable[[str], str] | None) -> dict[str, str]:
    made = printing.produced_at.astimezone(UTC)
    more = {
        "author": AUTHOR,
        "made": [made.year, made.month, made.day, made.hour, made.minute, made.second],
        "links": {act: link(act) for _, act in found.acts} if link else {},
    }
    blocks = tuple(msgspec.structs.replace(block, narrow={}) for block in found.blocks)
    said = msgspec.to_builtins(msgspec.structs.replace(found, blocks=blocks))
    given = all_printable(said)
    if GETA in json.dumps(given, ensure_ascii=False) and GETA not in json.dumps(said, ensure_ascii=False):
        given["notices"].append(msgspec.to_builtins(runs_of(TERMS["unprintable"], found.languages)))
    given |= more
    if not found.brief:
        return _data(given | FULL)
    front = given | {"blocks": [block for block in given["blocks"] if block["anchor"] == ""], "front": True}
    fitting = (size for size in BRIEF if len(_pictures(_data(front | size), 8)) == 1)
    return _data(given | next(fitting, BRIEF[-1]))


def _data(given: dict[str, Any]) -> dict[str, str]:
    return {"paper": json.dumps(given, ensure_ascii=False)}


def _compile(inputs: dict[str, str], sheet: bytes | None = None, **options: Any) -> Any:
    with _lock:
        try:
            return _compiler().compile(input=sheet or _sheet(), sys_inputs=inputs, **options)
        except (typst.TypstError, RuntimeError) as problem:
            raise Refusal("paper-unprintable", "N31", f"The paper could not be set: {problem}") from None
