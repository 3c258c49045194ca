"""A paper as a document in one of the forms there are: PDF, DOCX or HTML. Touches the fonts, through pdf.py. Serves I3."""

from __future__ import annotations

from entente.implementation.papers.paper import Paper
from entente.kernel.errors import Refusal
from entente.node.render.docx import render_docx
from entente.node.render.html import render_html
from entente.node.render.layout import Printing
from entente.node.render.pdf import render_pdf

LANGUAGES = {"en": ("en",), "ja": ("ja",), "both": ("en", "ja")}
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


def render(paper: Paper, how: Printing, form: str, base: str = "") -> bytes:
    """The paper as pdf, docx or html; `base` is the node's address, by which acts are linked (empty: no links). Refuses (N35) others."""

    def link(act: str) -> str:
        return f"{base.rstrip('/')}/oversight/act/{act}/"

    links = link if base else None
    if form == "pdf":
        return render_pdf(paper, how, links)
    if form == "docx":
        return render_docx(paper, how, links)
    if form == "html":
        return render_html(paper, how, links).encode()
    raise Refusal("unknown-paper", "N35", f"“{form}” is not a format of a paper; choose one of {', '.join(MEDIA)}.")
