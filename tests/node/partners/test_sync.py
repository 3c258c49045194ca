"""The loop of rounds: a silent partner is asked less and less often, and at once when it has asked us."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace
from typing import Any

import pytest

from entente.node.partners import sync
from entente.node.partners.sync import Round


def test_a_silent_partner_is_asked_at_once_when_it_has_asked_us(monkeypatch: pytest.MonkeyPatch) -> None:
    heads: list[dict[str, int]] = [{"GBR/1": 3}]
    asked, stop = threading.Semaphore(0), threading.Event()

    def silent(_exchange: Any, _charter: Any, partner: Any) -> Round:
        asked.release()
        return Round(partner.party, trouble="JPN does not answer.")

    monkeypatch.setattr(sync, "exchange_with", silent)
    monkeypatch.setattr(sync, "_send_due", lambda _node: None)
    monkeypatch.setattr(sync, "backoff", lambda *_arguments: 3600.0)
    monkeypatch.setattr(sync.partners, "partners", lambda *_of: [SimpleNamespace(party="JPN", heads=heads[0])])
    node = SimpleNamespace(alias="none", channels=lambda: [SimpleNamespace(id="c", codes=("GBR", "JPN"))])
    loop = threading.Thread(target=sync.run_loop, args=(SimpleNamespace(node=node), stop, 0.01), daemon=True)
    loop.start()
    try:
        assert asked.acquire(timeout=10)
        time.sleep(0.1)
        assert not asked.acquire(blocking=False), "it is left alone for its pause"
        heads[0] = {"GBR/1": 4}
        assert asked.acquire(timeout=10)
    finally:
        stop.set()
        loop.join(timeout=10)
