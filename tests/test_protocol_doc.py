"""docs/protocol.md and the code name the same rules and the same codes; its sections stand where comments cite them."""

from __future__ import annotations

import re

import pytest
from tests.protocol_doc import DOCUMENT, ROOT, codes_in, codes_listed, rules_defined, rules_in, sources

from entente.exchange.errors import ERRORS
from entente.kernel import act, charter, signature
from entente.kernel.gate1 import admit
from entente.kernel.proofs import proof
from entente.kernel.reading import RETRIED

TEXT = DOCUMENT.read_text("utf-8")
SOURCES = sources()
VECTORS = sorted((ROOT / "tests" / "vectors").glob("*.json"))


def section(number: str) -> str:
    """The text of a section, `5` or `5.3`."""
    level = "##" if "." not in number else "###"
    found = re.search(rf"^{level} {re.escape(number)}\.? .*?(?=^{level[:2]} |^{level} |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert found is not None, f"no section {number}"
    return found[0]


def test_every_rule_of_the_code_has_one_row_and_every_row_is_a_rule_of_the_code() -> None:
    defined = rules_defined(TEXT)
    named = {rule for text in SOURCES.values() for rule in rules_in(text)}
    assert len(defined) == len(set(defined))
    assert set(defined) == named


def test_every_rule_the_document_mentions_is_defined_in_it() -> None:
    assert set(rules_in(TEXT)) == set(rules_defined(TEXT))


def test_gate_1_has_the_rules_of_its_functions_by_kind_and_in_order() -> None:
    rows = dict(re.findall(r"^\| \*\*(G\d+)\*\* \| ([^|]*) \|", section("5.3"), re.MULTILINE))
    general = [number for number, _ in admit.GENERAL]
    assert [rule for rule, kinds in rows.items() if kinds == "all"] == general
    for kind, rules in admit.RULES.items():
        assert [rule for rule, kinds in rows.items() if kind in kinds.split(", ")] == [rule.number for rule in rules.checks]
    assert set(rows) == {f"G{number}" for number in range(1, 30)}


def test_kinds_and_their_effects_are_listed() -> None:
    listed = re.search(r"Kinds of version 1: `([^`]+)`", section("3.2"))
    assert listed is not None and set(listed[1].split()) == set(admit.RULES)
    cells = [line.split("|")[1] for line in section("5.4").splitlines() if line.startswith("| ")]
    assert {kind.strip() for cell in cells[1:] for kind in cell.split(",")} == set(admit.RULES)


def test_every_code_stands_in_section_11() -> None:
    made = {code for text in SOURCES.values() for code in codes_in(text)}
    listed = codes_listed(TEXT)
    assert len(listed) == len(set(listed))
    assert made - set(listed) == set()
    assert set(listed) - made == {
        "root-differs",
        "unknown-channel",
        "body-other",
        "attachment-other",
    }  # the node's; the others are made here


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_the_errors_of_the_exchange_stand_with_rule_status_and_meaning(error) -> None:
    status = f" ({error.status})" if error.status else ""
    assert f"| `{error.code}` | **{error.rule}** | {error.meaning}{status} |" in section("11")


def test_the_rules_of_proof_files_have_their_codes() -> None:
    for rule, code in proof.CODES.items():
        assert re.search(rf"^\| `{code}` \| {rule} \|", section("11"), re.MULTILINE)


def test_limits_and_constants() -> None:
    assert f"at most {act.MAX_HEADER // 1024} KiB" in section("3.2")
    assert f"2 to {act.MAX_BODY:,}" in section("3.2")
    assert f"0 to {act.MAX_ATTACHMENT // 2**20} MiB" in section("3.4")
    assert f"1 to {charter.MAX_PARTIES} parties" in section("2")
    assert f"1 to {signature.MAX_SIGNATURES} signatures" in section("3.5")
    assert repr(act.CONTENT_PREFIX.decode()).strip("'") in section("3.4")
    assert act.PAYLOAD_TYPE in section("3.5") and charter.PAYLOAD_TYPE in section("2")
    assert f"{len(signature.REFUSED_POINTS)} refused encodings" in section("1")
    assert all(f"`{role}`" in section("4.3") for role in charter.ROTATED)


def test_what_is_read_again_is_said() -> None:
    rows = dict(re.findall(r"^\| \*\*(B\d+)\*\* \|.*\| ([^|]*) \|$", section("8"), re.MULTILINE))
    words = {"upgrade": "after an upgrade", "instrument": "when an instrument takes effect", "policy": "when a policy is added"}
    assert {rule: said for rule, said in rows.items() if said != "-"} == {rule: words[cause] for rule, cause in RETRIED.items()}


def test_fields_of_the_header_are_those_of_the_code() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", section("3.2"), re.MULTILINE)
    targets = rows.index("type")
    assert rows[:targets] == [name for name in act.Header.__struct_fields__ if name in rows[:targets]] == list(act.Header.__struct_fields__)
    assert rows[targets:] == list(act.Target.__struct_fields__)


def test_cited_sections_exist() -> None:
    cited = {number for text in SOURCES.values() for number in re.findall(r"protocol\.md,? sections? (\d+)", text)}
    assert cited
    assert all(section(number) for number in cited)


def test_every_vector_file_is_spoken_of_in_the_readme_beside_it() -> None:
    readme = (ROOT / "tests" / "vectors" / "README.md").read_text("utf-8")
    assert {path.name for path in VECTORS} == set(re.findall(r"^\| `(\w+\.json)` \|", readme, re.MULTILINE))


def test_every_rule_is_broken_in_a_vector_that_names_it() -> None:
    """But for the rules that no file can show; the README of the vectors says which and why."""
    named = {rule for path in VECTORS for rule in re.findall(r'"rule": ?"([A-Z]\d+)"', path.read_text("utf-8"))}
    readme = (ROOT / "tests" / "vectors" / "README.md").read_text("utf-8")
    told = re.search(r"^No vector breaks (.*?):", readme, re.MULTILINE)
    assert told is not None and set(rules_in(told[1])) == set(rules_defined(TEXT)) - named


def test_the_collectors_see_what_they_should() -> None:
    assert list(rules_in("L1-L3, G29, B64 and C2SP, X25519")) == ["L1", "L2", "L3", "G29", "B64"]
    assert list(codes_in('raise Refusal("a-b", "C1", "x")\nrefusal("c", "y")\nError("X1", "d", 0, "z")')) == ["a-b", "c", "d"]
    assert rules_defined("| `x` | **X1** | y |\n| **G2** | z |\ntext **G3**") == ["X1", "G2"]
