"""What a process that runs for long keeps for its life is left out of the search for garbage.

Touches the interpreter's collector. Read modules, record types and schemas are some hundred thousand objects that never go; looking through
them all costs a page in thirty 0.1 s, and a writer of many acts one part in thirty of its time. Serves every clause.
"""

from __future__ import annotations

import gc

YOUNG = 20_000  # new objects after which garbage is looked for; Python's own 700 are made many times over in one page


def settle() -> None:
    """To be called once, when all that is kept for the life of the process was read."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)
