"""The offline verifier: the vectors, agreement with the kernel on changed files, and runs in a bare interpreter."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.test_vectors import VECTORS
from tests.vectors.material import base64, key, terms_of

import entente_verify
from entente.kernel import act, canonical, signature
from entente.kernel.errors import Refusal
from entente.kernel.proofs import proof

PROGRAM = Path(entente_verify.__file__)
VALID = VECTORS["proof"]["valid"]
FILE = VALID[0]["file"].encode()
VALUE: dict[str, Any] = json.loads(FILE)
CHECK = entente_verify.PRIMITIVES["PyNaCl"]


def failed_step(data: bytes) -> int:
    """The step at which the verifier stops, 0 where it proves."""
    return entente_verify.check_file(data, CHECK).failed


def refused_rule(data: bytes) -> int:
    """The number of the kernel's rule that the file breaks, 0 where it proves."""
    try:
        proof.check_proof(data)
    except Refusal as refusal:
        return int(refusal.rule.removeprefix("P"))
    return 0


def run(*arguments: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    """The program in an interpreter without site-packages, so with the openssl command alone; `path` is where commands are looked for."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", **({"PATH": path} if path is not None else {})}
    command = [sys.executable, "-I", "-S", str(PROGRAM), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False, timeout=120)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A proof file that holds."""
    path = tmp_path / "act.proof"
    path.write_bytes(FILE)
    return path


@pytest.mark.parametrize("name", ["cryptography", "PyNaCl", "openssl"])
def test_every_primitive_proves_and_says_no(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    check = entente_verify.PRIMITIVES[name]
    monkeypatch.setattr(entente_verify, "PRIMITIVES", {name: check})
    assert entente_verify.find_primitive() == name
    assert entente_verify.check_file(FILE, check).failed == 0
    assert entente_verify.check_file(FILE, lambda public, message, sign: not check(public, message, sign)).failed == 2


def yes_to_all(public: bytes, message: bytes, sign: bytes) -> bool:
    """A primitive that checks nothing."""
    return True


def not_installed(public: bytes, message: bytes, sign: bytes) -> bool:
    """A primitive whose package is missing."""
    raise ImportError


def test_a_primitive_that_is_missing_or_says_yes_to_all_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entente_verify, "PRIMITIVES", {"yes": yes_to_all, "missing": not_installed, "PyNaCl": CHECK})
    assert entente_verify.find_primitive() == "PyNaCl"
    monkeypatch.setattr(entente_verify, "PRIMITIVES", {"yes": yes_to_all, "missing": not_installed})
    assert entente_verify.find_primitive() is None
    assert entente_verify.main(["nothing"]) == 3


@pytest.mark.parametrize("case", VECTORS["ed25519"]["signatures"], ids=lambda case: case["name"])
@pytest.mark.parametrize("name", ["cryptography", "PyNaCl", "openssl"])
def test_all_three_accept_the_same_signatures(name: str, case: dict[str, Any]) -> None:
    public, sign, message = (entente_verify.b64decode(text) for text in (case["public"], case["signature"], VECTORS["ed25519"]["message"]))
    assert entente_verify.verifies(entente_verify.PRIMITIVES[name], public, message, sign) is case["valid"]


@pytest.mark.parametrize("case", VECTORS["ed25519"]["keys"], ids=lambda case: case["name"])
def test_keys_that_may_be_enrolled(case: dict[str, Any]) -> None:
    assert entente_verify.is_key(entente_verify.b64decode(case["public"])) is case["valid"]


@settings(max_examples=60)
@given(st.binary(min_size=32, max_size=32))
def test_keys_are_judged_as_the_kernel_does(public: bytes) -> None:
    try:
        signature.check_public_key(public)
        enrolled = True
    except Refusal:
        enrolled = False
    assert entente_verify.is_key(public) is enrolled


@pytest.mark.parametrize("case", VALID, ids=lambda case: case["name"])
def test_valid_files(case: dict[str, Any]) -> None:
    found = entente_verify.check_file(case["file"].encode(), CHECK, case["channel"])
    assert (found.failed, [list(one) for one in found.received]) == (0, case["received"])
    assert entente_verify.check_file(case["file"].encode(), CHECK, "0" * 64).failed == 2


@pytest.mark.parametrize("case", VECTORS["proof"]["tampered"], ids=lambda case: case["name"])
def test_tampered_files_name_the_step(case: dict[str, Any]) -> None:
    data = canonical.encode({**VALUE, **case["set"]})
    assert f"P{failed_step(data)}" == (case["rule"] or "P0")


@pytest.mark.parametrize("case", VECTORS["proof"]["malformed"], ids=lambda case: case["name"])
def test_malformed_files(case: dict[str, Any]) -> None:
    assert failed_step(case["file"].encode()) == 1


@given(st.integers(0, len(FILE) - 1), st.binary(min_size=0, max_size=3), st.integers(0, 3))
def test_both_programs_agree_on_changed_bytes(at: int, put: bytes, cut: int) -> None:
    data = FILE[:at] + put + FILE[at + cut :]
    assert failed_step(data) == refused_rule(data)


@given(st.data())
def test_both_programs_agree_on_changed_envelopes_and_notes(data: st.DataObject) -> None:
    """Within a field the change survives base64 and JSON, so that the later steps are reached."""
    name = data.draw(st.sampled_from(["charter", "entry", "content", "rotations", "checkpoint"]))
    held = VALUE[name]
    index = data.draw(st.integers(0, len(held) - 1)) if name == "rotations" else 0
    raw = held.encode() if name == "checkpoint" else entente_verify.b64decode(held[index] if name == "rotations" else held)
    at = data.draw(st.integers(0, len(raw) - 1))
    raw = raw[:at] + data.draw(st.binary(max_size=2)) + raw[at + data.draw(st.integers(0, 2)) :]
    text = raw.decode(errors="replace") if name == "checkpoint" else entente_verify.b64encode(raw).decode()
    file = canonical.encode({**VALUE, name: [*held[:index], text, *held[index + 1 :]] if name == "rotations" else text})
    assert failed_step(file) == refused_rule(file)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2**53 + 1) | st.text(max_size=4) | st.sampled_from(["rotate", "0" * 64, "+", "x?"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["+", "type", "schema", "digest", "act", "é"]), inner),
    max_leaves=6,
)
PAYLOAD = json.loads(entente_verify.b64decode(json.loads(entente_verify.b64decode(VALUE["entry"]))["payload"]))
ROTATION = json.loads(entente_verify.b64decode(json.loads(entente_verify.b64decode(VALUE["rotations"][1]))["payload"]))


@pytest.mark.parametrize("number", ["0", "7", "01", "9" * 15, "9" * 16])
@pytest.mark.parametrize("generation", ["1", "9999", "0", "10000"])
def test_a_citation_is_one_to_both_programs_or_to_neither(generation: str, number: str) -> None:
    text = f"JPN/{generation}/{number}/{'0' * 64}"
    assert bool(entente_verify.CITE.fullmatch(text)) == bool(act.CITE.match(text))


FIELDS = ["v", "log", "seq", "prev", "kind", "post", "signed_at", "label", "seen", "cites", "targets", "body", "expires_at", "keys", "+"]


def with_header(name: str, item: Any, rotation: bool) -> bytes:
    """The proof file with another header, signed by the right key, so that only the header's form decides."""
    header = {**(ROTATION if rotation else PAYLOAD), name: item}
    payload = json.dumps(header, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    signer = key("JPN", "root") if rotation or header["kind"] in ("rotate", "open") else key("JPN", "act", "second")
    entry = base64(signature.seal(payload, "application/vnd.entente.act.v1+json", signer))
    changed = {"rotations": [VALUE["rotations"][0], entry, VALUE["rotations"][2]]} if rotation else {"entry": entry}
    return canonical.encode({**VALUE, **changed})


@settings(max_examples=200)
@given(st.sampled_from(FIELDS), JSON, st.booleans())
def test_both_programs_agree_on_other_headers(name: str, item: Any, rotation: bool) -> None:
    file = with_header(name, item, rotation)
    assert failed_step(file) == refused_rule(file)


TARGET = {"type": "t", "schema": 1}
LIMITS: list[tuple[str, Any, Any]] = [
    ("post", "é" * 120, "é" * 121),
    ("cites", ["x" * 90], ["x" * 91]),
    ("targets", [{**TARGET, "schema": 10_000, "note": "kept"}], [{**TARGET, "schema": 10_001}]),
    ("targets", [TARGET], [{**TARGET, "schema": 0}]),
    ("targets", [{**TARGET, "record": "x" * 68}], [{**TARGET, "record": "x" * 69}]),
    ("targets", [{**TARGET, "base": "x" * 90, "record": None}], [{**TARGET, "base": "x" * 91}]),
    ("targets", [{**TARGET, "type": "t" * 64}], [{**TARGET, "type": "t" * 65}]),
    ("body", {"digest": "0" * 64, "size": 2}, {"digest": "0" * 64, "size": 1}),
    ("body", {"digest": "0" * 64, "size": 2**20}, {"digest": "0" * 64, "size": 2**20 + 1}),
    ("body", None, {"digest": "0" * 64, "size": True}),
    ("seen", {"anything": 2**53}, {"anything": -1}),
    ("seen", {}, None),
    ("cites", [], None),
    ("expires_at", None, 7),
    ("label", {"+": None}, []),
    ("prev", "0" * 64, "0" * 63),
]


@pytest.mark.parametrize(("name", "most", "beyond"), LIMITS)
def test_limits_of_a_header_are_the_same_in_both(name: str, most: Any, beyond: Any) -> None:
    """A rotation must read; so its limits show."""
    for item, rule in ((most, 0), (beyond, 4)):
        file = with_header(name, item, True)
        assert failed_step(file) == refused_rule(file)
        assert (refused_rule(file) == 4) is (rule == 4)


@settings(max_examples=60)
@given(st.data())
def test_both_programs_agree_on_other_charters(data: st.DataObject) -> None:
    terms: Any = terms_of("GBR", "JPN")
    place = data.draw(st.sampled_from([terms, terms["ceiling"], terms["parties"][0], terms["parties"][1]["keys"], terms["title"]]))
    place[data.draw(st.sampled_from([*place, "predecessor", "+"]))] = data.draw(JSON)
    payload = json.dumps(terms, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    signed = signature.seal(payload, "application/vnd.entente.charter.v1+json", key("GBR", "root"), key("JPN", "root"))
    file = canonical.encode({**VALUE, "charter": base64(signed)})
    assert failed_step(file) == refused_rule(file)


@given(JSON)
def test_both_read_the_same_json(value: Any) -> None:
    data = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")
    verdicts = []
    for read in (canonical.decode, entente_verify.canonical):
        try:
            read(data)
            verdicts.append(True)
        except (Refusal, entente_verify.Wrong):
            verdicts.append(False)
    assert verdicts[0] == verdicts[1]


@pytest.mark.parametrize("case", [*VECTORS["canonical"]["valid"], *VECTORS["canonical"]["invalid"]], ids=lambda case: case["name"])
def test_canonical_vectors(case: dict[str, Any]) -> None:
    data = entente_verify.b64decode(case["bytes"])
    if "rule" not in case:
        entente_verify.canonical(data)
        return
    with pytest.raises(entente_verify.Wrong):
        entente_verify.canonical(data)


def test_a_bare_interpreter_with_openssl_proves(file: Path) -> None:
    done = run(str(file), "--channel", VALID[0]["channel"])
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Ed25519 by openssl.")
    assert all(f"\n{number}. " in done.stdout for number in range(1, 10))
    assert "Received by GBR no later than 2018-10-03 09:00:00 UTC." in done.stdout
    assert "\nPROVEN: JPN said this." in done.stdout


def test_a_bare_interpreter_names_the_step_that_fails(file: Path) -> None:
    file.write_bytes(canonical.encode({**VALUE, "inclusion": VALUE["inclusion"][:-1]}))
    done = run(str(file), "--json")
    shown = json.loads(done.stdout)
    assert (done.returncode, shown["proven"], shown["steps"][-1]["step"], shown["steps"][-1]["ok"]) == (1, False, 7, False)
    assert "act" not in shown


def test_what_is_no_proof_file_ends_with_2(file: Path, tmp_path: Path) -> None:
    file.write_bytes(b"{}")
    assert run(str(file)).returncode == 2
    missing = run(str(tmp_path / "missing"))
    assert missing.returncode == 2 and "cannot be read" in missing.stderr


def test_without_any_primitive_nothing_is_claimed(file: Path, tmp_path: Path) -> None:
    done = run(str(file), path=str(tmp_path))
    assert (done.returncode, done.stdout) == (3, "")
    assert "nothing can be checked" in done.stderr


def test_json_says_what_was_proven(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert entente_verify.main([str(file), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["received"] == [{"party": "GBR", "at": 1_538_557_200}]
    assert (shown["party"], shown["generation"], shown["index"], shown["size"]) == ("JPN", 1, 2, 4)
    assert json.loads(shown["body"]) == {"texts": [{"n": 2}]}


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, []), (1, ["No partner's receipt"]), (2, ["No partner's receipt", "The file brings"]), (3, ["No partner's receipt"])],
)
def test_what_a_file_cannot_show_is_said(number: int, said: list[str]) -> None:
    """A rotation left out, or slipped in from an earlier generation, cannot be seen in the file: it says so where that could be."""
    case = entente_verify.check_file(VALID[number]["file"].encode(), CHECK)
    found = entente_verify.cautions(case)
    assert len(found) == len(said) and all(words.startswith(begin) for words, begin in zip(found, said, strict=True))
    assert entente_verify.render_text(case, "PyNaCl").count("Not shown: ") == len(said)
    assert json.loads(entente_verify.render_json(case, "PyNaCl"))["not_shown"] == found


def test_what_is_shown_holds_no_control_characters() -> None:
    assert entente_verify.printable("a\x1b[2Jb\u202e") == "a?[2Jb?"
    assert entente_verify.show_time(2**62) == f"second {2**62} of Unix time"
