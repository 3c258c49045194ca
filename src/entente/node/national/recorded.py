"""Recorded by us: writing down what a government without a node here told us, with its source file; and its own answer once it joins.

Touches the database and the act key. The file is attached to the act and named in the text by its SHA-256. Rules: RB2 a file or a source;
RB4 words of a party other than ourselves; RB5 only the quoted party answers. Serves I1, I3.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from entente.kernel.act import Act
from entente.kernel.charter import Charter
from entente.kernel.errors import Refusal
from entente.node import look, say
from entente.node.national.matters import linked
from entente.node.node import Node

STANDARD = say.Manner()
File = tuple[str, str, bytes]
"""Name, media type, bytes."""


def record(node: Node, charter: Charter, text: Mapping[str, Any], file: File | None = None, manner: say.Manner = STANDARD) -> Act:
    """States what another party told us, in the national channel or a shared one; refuses our own words (RB4)."""
    if text.get("party") == node.party:
        raise Refusal("own-words", "RB4", f"{node.party} speaks for itself; what another government told us is recorded.")
    said = dict(text)
    if file is not None:
        said["source_file"] = hashlib.sha256(file[2]).hexdigest()
        manner = say.Manner(manner.post, manner.label, manner.remark, None, (*manner.files, file), manner.request)
    return say.state(node, charter, "recorded", said, manner)


def answer(node: Node, recorded: str, text: Mapping[str, Any], manner: say.Manner = STANDARD) -> Act:
    """Confirms or corrects words that another side recorded of us: {"answer", "words"?}; refuses anybody else's (RB5)."""
    row = look.find_record(node, recorded)
    quoted = linked(node, row).text if row.type == "recorded" else None
    if quoted is None or quoted.party != node.party:
        words = f"Only the government whose words were recorded confirms or corrects them; that is not {node.party}."
        raise Refusal("not-quoted", "RB5", words)
    return say.state(node, node.charter(row.channel), "recorded-answer", {**text, "recorded": row.id}, manner)
