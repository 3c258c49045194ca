"""Acts of ours that came back from a partner after a restore: who repeats what he had said is given that act, not a second one.

Touches the database. Under which request an act was said is known at home alone, for no header carries it (docs/protocol.md section 3), and
what was said after the backup was made comes back without. So a request that is not known here is compared with the acts that came back:
one that says the same, by the same post, under the same label, word for word, is what it gave before. Serves every clause.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from entente.kernel import canonical
from entente.kernel.act import SALT, Act, Draft, Header
from entente.store import contents, database, logs, partners
from entente.store.layout import SEQ_BITS
from entente.store.logs import Log

if TYPE_CHECKING:
    from entente.node.submit import Submission

CAME_BACK = "came-back:"
LAST = 200  # acts that are compared: whoever repeats something repeats what he said last


def note(alias: str, log: Log, seqs: Iterable[int]) -> None:
    """Remembers acts of our own log that a partner has just brought; inside the caller's transaction."""
    _keep(alias, log, [*_known(alias, log), *seqs])


def meet(alias: str, log: Log, submissions: Sequence[Submission]) -> dict[str, Act]:
    """By request, the act that came back and says what the submission does; each act for one request, which is kept from now on.

    Inside the caller's transaction. Submissions are given whose request is not known here.
    """
    waiting = _known(alias, log)
    if not waiting:
        return {}
    entries = database.select_in(alias, "SELECT id, entry FROM act WHERE id IN ({}) ORDER BY id", map(log.position, waiting))
    acts = {position: logs.read_act(log, position & (1 << SEQ_BITS) - 1, entry) for position, entry in entries}
    found: dict[str, Act] = {}
    for submission in submissions:
        if submission.request in found:
            continue
        alike = [position for position, act in acts.items() if act.header is not None and _is_header_of(act.header, submission.draft)]
        for position in sorted(alike):
            if _body(alias, position) == (None if submission.draft.body is None else canonical.encode(submission.draft.body)):
                found[submission.request] = acts.pop(position)
                database.insert(alias, "request", "id, act", [(submission.request, position)])
                break
    if found:
        met = {act.seq for act in found.values()}
        _keep(alias, log, [seq for seq in waiting if seq not in met])
    return found


def _is_header_of(header: Header, draft: Draft) -> bool:
    return (
        header.kind == draft.kind
        and header.post == draft.post
        and header.targets == tuple(draft.targets)
        and header.cites == tuple(draft.cites)
        and header.expires_at == draft.expires_at
        and header.keys == (None if draft.keys is None else dict(draft.keys))
        and header.label == dict(draft.label)
    )


def _body(alias: str, position: int) -> bytes | None:
    """An act's body, or None where it has none or it is not held."""
    content = contents.get(alias, [position]).get(position)
    return None if content is None else content[SALT:]


def _known(alias: str, log: Log) -> list[int]:
    """The sequences of acts that came back and were not asked for again yet."""
    known: list[int] = json.loads(partners.setting(alias, f"{CAME_BACK}{log.number}") or "[]")
    return known


def _keep(alias: str, log: Log, seqs: Sequence[int]) -> None:
    partners.set_setting(alias, f"{CAME_BACK}{log.number}", json.dumps(sorted(set(seqs))[-LAST:]) if seqs else None)
