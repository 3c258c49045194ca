"""What was there when a process settled is not looked through again."""

from __future__ import annotations

import gc

from entente.node import lasting


def test_what_is_there_is_not_looked_through_again() -> None:
    before, young = gc.get_freeze_count(), gc.get_threshold()
    try:
        lasting.settle()
        assert gc.get_freeze_count() > before + 1_000
        assert gc.get_threshold()[0] == lasting.YOUNG
    finally:
        gc.unfreeze()
        gc.set_threshold(*young)
