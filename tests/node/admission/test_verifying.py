"""Signatures checked in processes of their own: the verdicts are those of checking here, whatever becomes of the workers."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.kernel.log import Check, verify_each
from entente.kernel.signature import SigningKey
from entente.node.admission.verifying import WORTH, Beside, Untrue, Workers

KEY = SigningKey(bytes(range(32)))
MANY = WORTH + 40


def checks(count: int, bad: frozenset[int] = frozenset()) -> list[Check]:
    messages = [b"act %d" % i for i in range(count)]
    return [(KEY.public, m if i not in bad else m + b"!", KEY.sign(m)) for i, m in enumerate(messages)]


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    made = Workers()
    yield made
    made.stop()


@settings(max_examples=15, deadline=None)
@given(count=st.sampled_from([0, 1, WORTH - 1, WORTH, MANY]), bad=st.frozensets(st.integers(0, MANY - 1), max_size=3))
def test_the_verdicts_are_those_of_checking_here(workers: Workers, count: int, bad: frozenset[int]) -> None:
    given_out = checks(count, bad)
    beside = Beside(workers)
    beside.begin(given_out)
    beside.end()
    assert beside.verdicts == verify_each(given_out)
    assert workers.busy.acquire(blocking=False)
    workers.busy.release()


def test_nothing_passes_the_check_with_one_false_signature(workers: Workers) -> None:
    beside = Beside(workers)
    assert all(beside.begin(checks(MANY, frozenset({MANY - 1}))))
    with pytest.raises(Untrue):
        beside.check()
    assert beside.again(checks(MANY)) == [*[True] * (MANY - 1), False]
    beside.check()  # what is read again is read by the verdicts found


def test_a_worker_that_dies_changes_no_verdict() -> None:
    workers = Workers()
    for bad in (frozenset({3}), frozenset({MANY - 1}), frozenset[int]()):
        beside = Beside(workers)
        beside.begin(checks(MANY, bad))
        for process in workers.processes:
            process.kill()
        beside.end()
        assert beside.verdicts == verify_each(checks(MANY, bad))
    assert workers.failed


def test_who_finds_the_workers_busy_checks_at_once(workers: Workers) -> None:
    first, second = Beside(workers), Beside(workers)
    first.begin(checks(MANY))
    assert second.begin(checks(MANY, frozenset({5}))).count(False) == 1
    second.check()  # its verdicts were had before: who reads by them takes nothing on trust
    first.check()


def test_a_worker_ends_with_its_caller(workers: Workers) -> None:
    beside = Beside(workers)
    beside.begin(checks(MANY))
    beside.check()
    process = workers.processes[0]
    assert process.stdin is not None and os.getpgid(process.pid) != os.getpgid(0)
    process.stdin.close()
    assert process.wait(10) == 0
