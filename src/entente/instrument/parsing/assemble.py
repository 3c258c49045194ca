"""Blocks to sections, clauses and items. Pure.

Series become levels: what stands outermost in a section is a clause, what is open inside it an item. Paragraphs without a mark belong
to the chapeau until the first clause, then to the clause they follow; after a clause's list they are its flush text, an item without
a number. A numbering that begins again without a heading opens a section without one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from entente.instrument.model import Clause, Item, Section, Span, Text
from entente.instrument.parsing.blocks import Block
from entente.instrument.parsing.headings import unit_of
from entente.instrument.parsing.identifiers import Ids, numbered
from entente.instrument.parsing.lines import join_lines, terminated
from entente.instrument.parsing.marks import Mark


@dataclass(slots=True)
class _Node:
    """A clause or item while it is being filled."""

    id: str
    section: str
    number: str
    heading: str
    texts: list[str]
    spans: list[Span]
    nodes: list[_Node] = field(default_factory=list)


@dataclass(slots=True)
class _Part:
    """A section while it is being filled."""

    id: str
    heading: str
    spans: list[Span]
    chapeau: list[Block] = field(default_factory=list)
    clauses: list[_Node] = field(default_factory=list)


def assemble(blocks: list[Block]) -> tuple[tuple[Section, ...], tuple[Clause, ...]]:
    """The sections and clauses of all blocks from the first heading or clause on; every block goes to exactly one element."""
    parts = _fill(blocks)
    clauses = tuple(_clause(node) for part in parts for node in part.clauses)
    return tuple(_section(part) for part in parts), clauses


def _fill(blocks: list[Block]) -> list[_Part]:
    ids = Ids()
    parts: list[_Part] = []
    path: list[_Node] = []
    for block in blocks:
        if block.role == "heading":
            path = []
            _open_part(block, parts, ids)
            continue
        if not parts or (block.renews and block.depth == 0):
            parts.append(_Part(ids.section(""), "", []))
        if block.mark is None:
            path = _add_paragraph(block, parts[-1], path, ids)
            continue
        node = _node(block, block.mark, parts[-1], path[: block.depth], ids)
        path = [*path[: block.depth], node]
    return parts


def _open_part(block: Block, parts: list[_Part], ids: Ids) -> None:
    """A new section; a title that stands below a bare "Chapter II" completes that heading."""
    last = parts[-1] if parts else None
    heading = block.text
    bare = last is not None and not last.chapeau and not last.clauses and len(last.heading.split()) <= 2
    if last is not None and bare and unit_of(last.heading) and unit_of(heading) is None:
        last.heading = join_lines([last.heading, heading])
        last.spans.extend(block.spans)
        return
    parts.append(
        _Part(
            ids.section(heading),
            join_lines([block.mark.label + ".", heading]) if block.mark else heading,
            [*block.spans],
        )
    )


def _node(block: Block, mark: Mark, part: _Part, above: list[_Node], ids: Ids) -> _Node:
    siblings = above[-1].nodes if above else part.clauses
    position = len(siblings) + 1
    name = ids.item(above[-1].id, mark, position) if above else ids.clause(part.id, mark, position)
    node = _Node(name, part.id, mark.label, block.heading, [block.text], [*block.spans])
    siblings.append(node)
    return node


def _add_paragraph(block: Block, part: _Part, path: list[_Node], ids: Ids) -> list[_Node]:
    """An unnumbered paragraph: of the chapeau, of the clause it follows, or flush text after the clause's list; the path afterwards.

    After a list of clauses counted by letters, which has come to its full stop, one that leads to another list is a clause of its own.
    """
    if not path:
        part.chapeau.append(block)
    elif not path[0].nodes and path[0].number.isalpha() and terminated(path[0].texts[-1]) and block.text.endswith((":", "：")):
        name = ids.claim(numbered(part.id, str(len(part.clauses) + 1)))
        node = _Node(name, part.id, "", "", [block.text], [*block.spans])
        part.clauses.append(node)
        return [node]
    elif not path[0].nodes and block.role != "columns":
        path[0].texts.append(block.text)
        path[0].spans.extend(block.spans)
    else:
        name = ids.claim(f"{path[0].id}.0")
        path[0].nodes.append(_Node(name, path[0].section, "", "", [block.text], [*block.spans]))
    return path


def block_text(name: str, block: Block) -> Text:
    """A block as a paragraph under an id."""
    return Text(name, block.text, block.spans)


def _section(part: _Part) -> Section:
    several = len(part.chapeau) > 1
    names = [numbered(part.id, f"0.{n}" if several else "0") for n in range(1, len(part.chapeau) + 1)]
    chapeau = tuple(block_text(name, block) for name, block in zip(names, part.chapeau, strict=True))
    return Section(part.id, part.heading, chapeau, tuple(part.spans))


def _words(node: _Node) -> str:
    return "\n".join(text for text in node.texts if text)


def _clause(node: _Node) -> Clause:
    items = tuple(_item(child) for child in node.nodes)
    return Clause(node.id, node.section, node.number, node.heading, _words(node), items, tuple(node.spans))


def _item(node: _Node) -> Item:
    return Item(
        node.id,
        node.number,
        join_lines([node.heading, _words(node)]) if node.heading else _words(node),
        tuple(_item(child) for child in node.nodes),
        tuple(node.spans),
    )
