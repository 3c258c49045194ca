"""Checkpoints, notes and cosignatures: the published log's notes, lines of unknown keys, and hostile bytes."""

import contextlib
import io
import os
import zipfile
from base64 import b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import example, given
from hypothesis import strategies as st

from entente.kernel.errors import Refusal
from entente.kernel.proofs import checkpoint
from entente.kernel.proofs.checkpoint import Checkpoint, VerifierKey
from entente.kernel.proofs.merkle import EMPTY_ROOT
from entente.kernel.signature import SigningKey

SHARED = Path(os.environ.get("ENTENTE_SHARED", Path(__file__).parents[3].parent / "shared")) / "data"
LOG = SHARED / "crypto-logs" / "tlog-tiles-log.zip"
LOG_KEY = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"

KEY = SigningKey(bytes(range(32)))
WITNESS = SigningKey(bytes(range(1, 33)))
ORIGIN = "entente/0f1e/JPN/1"
HEAD = Checkpoint(ORIGIN, 20_852_163, bytes(range(32)))
NOTE = checkpoint.sign_checkpoint(HEAD, KEY, ORIGIN)
TEXT = checkpoint.render(HEAD)

origins = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)
names = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], exclude_characters="+"), min_size=1)
heads = st.builds(Checkpoint, origins, st.integers(1, 2**63 - 1), st.binary(min_size=32, max_size=32))
times = st.integers(0, 2**63 - 1)


def _line(name, material):
    return f"— {name} {b64encode(material).decode()}\n".encode()


def code_of(call, *arguments):
    with pytest.raises(Refusal) as caught:
        call(*arguments)
    return caught.value.code


@given(heads)
def test_a_checkpoint_reads_back(head):
    assert checkpoint.parse_checkpoint(checkpoint.render(head)) == head


@given(names, st.integers(1, 2**63 - 1), times)
def test_a_signed_and_cosigned_note_opens(name, size, at):
    head = Checkpoint(name, size, bytes(32))
    note = checkpoint.sign_checkpoint(head, KEY, name)
    line = checkpoint.cosign(note, WITNESS, "witness.example/w1", at)
    assert checkpoint.open_checkpoint(note + line, name, KEY.public) == head
    text, signatures = checkpoint.parse_note(note + line)
    assert text == checkpoint.render(head)
    assert [one.name for one in signatures] == [name, "witness.example/w1"]
    assert checkpoint.open_cosignature(text, line, "witness.example/w1", WITNESS.public) == at


def test_the_bytes_are_those_of_the_standards():
    hashed = checkpoint.key_hash(ORIGIN, 1, KEY.public)
    signed = KEY.sign(TEXT)
    assert TEXT == b"entente/0f1e/JPN/1\n20852163\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
    assert TEXT + "\n— ".encode() + ORIGIN.encode() + b" " + b64encode(hashed + signed) + b"\n" == NOTE
    line = checkpoint.cosign(NOTE, WITNESS, "w", 1_679_315_147)
    signature = checkpoint.parse_note(NOTE + line)[1][1].signature
    assert signature[:8] == (1_679_315_147).to_bytes(8, "big")
    Ed25519PublicKey.from_public_bytes(WITNESS.public).verify(signature[8:], b"cosignature/v1\ntime 1679315147\n" + TEXT)


def test_the_published_checkpoints():
    if not LOG.exists():
        pytest.skip("the shared test data is not on this machine")
    archive = zipfile.ZipFile(io.BytesIO(LOG.read_bytes()))
    key = checkpoint.parse_verifier_key(LOG_KEY)
    assert (key.name, key.kind, checkpoint.render_verifier_key(key)) == ("example.com/log/testdata", 1, LOG_KEY)
    for size in range(16):
        note = archive.read(f"checkpoint.{size}")
        head = checkpoint.open_checkpoint(note, key.name, key.public)
        assert head.size == size and note.startswith(checkpoint.render(head) + b"\n")
        wrong = note.replace(b"\n%d\n" % size, b"\n%d\n" % (size + 1))
        assert code_of(checkpoint.open_checkpoint, wrong, key.name, key.public) in ("signature-invalid", "checkpoint-malformed")
        assert code_of(checkpoint.open_checkpoint, note, key.name, KEY.public) == "signature-invalid"


def test_lines_of_unknown_keys_and_kinds_are_kept_and_ignored():
    ml_dsa = b"\x01\x02\x03\x04" + bytes(8 + 2_420)
    reserved = f"— {ORIGIN} {b64encode(ml_dsa).decode()}\n".encode()
    same_hash_other_name = f"— other {b64encode(checkpoint.key_hash(ORIGIN, 1, KEY.public) + bytes(64)).decode()}\n".encode()
    note = NOTE + reserved + same_hash_other_name
    assert checkpoint.open_checkpoint(note, ORIGIN, KEY.public) == HEAD
    assert checkpoint.parse_note(note)[1][1] == (ORIGIN, ml_dsa[:4], ml_dsa[4:])
    assert checkpoint.open_checkpoint(TEXT + b"\n" + reserved + NOTE[len(TEXT) + 1 :], ORIGIN, KEY.public) == HEAD
    sixteen = NOTE + 15 * f"— {ORIGIN} {b64encode(bytes(5_000)).decode()}\n".encode()
    assert checkpoint.open_checkpoint(sixteen, ORIGIN, KEY.public) == HEAD


def test_every_line_by_the_logs_key_must_verify():
    bad = f"— {ORIGIN} {b64encode(checkpoint.key_hash(ORIGIN, 1, KEY.public) + bytes(64)).decode()}\n".encode()
    assert code_of(checkpoint.open_checkpoint, NOTE + bad, ORIGIN, KEY.public) == "signature-invalid"
    unsigned = TEXT + b"\n" + checkpoint.cosign(NOTE, WITNESS, "w", 1)
    assert code_of(checkpoint.open_checkpoint, unsigned, ORIGIN, KEY.public) == "signature-invalid"
    assert code_of(checkpoint.open_checkpoint, NOTE, "entente/0f1e/GBR/1", KEY.public) == "origin-other"


def test_extension_lines_are_tolerated_signed_and_dropped():
    text = TEXT + b"an extension\n"
    line = f"— {ORIGIN} {b64encode(checkpoint.key_hash(ORIGIN, 1, KEY.public) + KEY.sign(text)).decode()}\n".encode()
    assert checkpoint.open_checkpoint(text + b"\n" + line, ORIGIN, KEY.public) == HEAD
    assert code_of(checkpoint.open_checkpoint, TEXT + b"\n" + line, ORIGIN, KEY.public) == "signature-invalid"
    cosigned = checkpoint.cosign(text + b"\n" + line, WITNESS, "w", 7)
    assert checkpoint.open_cosignature(text, cosigned, "w", WITNESS.public) == 7
    assert code_of(checkpoint.open_cosignature, TEXT, cosigned, "w", WITNESS.public) == "signature-invalid"


ROOT = b64encode(bytes(range(32))).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        f"o\n1\n{ROOT}",
        "o\n1\n",
        f"o\n01\n{ROOT}\n",
        f"o\n00\n{ROOT}\n",
        f"o\n-1\n{ROOT}\n",
        f"o\n+1\n{ROOT}\n",
        f"o\n 1\n{ROOT}\n",
        f"o\n1_0\n{ROOT}\n",
        f"o\n٣\n{ROOT}\n",
        f"o\n{2**63}\n{ROOT}\n",
        f"o\n{'9' * 5_000}\n{ROOT}\n",
        f"o\n0\n{ROOT}\n",
        f"\n1\n{ROOT}\n",
        f"o\n1\n{ROOT[:-1]}\n",
        f"o\n1\n{ROOT} \n",
        f"o\n1\n{ROOT[:-2]}9=\n",
        f"o\n1\n{ROOT[:-4]}\n",
        f"o\n1\n{ROOT}\n\n",
        f"o\n1\n{ROOT}\n\nextension\n",
        f"o\r\n1\r\n{ROOT}\r\n",
        f"o\n1\n{ROOT.replace('A', '-')}\n",
        f"o\n1\n{ROOT[:-1]}é\n",
    ],
)
def test_other_texts_are_no_checkpoint(text):
    assert code_of(checkpoint.parse_checkpoint, text.encode()) == "checkpoint-malformed"


@pytest.mark.parametrize(
    "arguments",
    [
        ("", 1, bytes(32)),
        ("a\nb", 1, bytes(32)),
        ("\udc00", 1, bytes(32)),
        ("o", -1, bytes(32)),
        ("o", 2**63, bytes(32)),
        ("o", 1, bytes(31)),
        ("o", 0, bytes(32)),
    ],
)
def test_what_no_note_can_say_is_no_checkpoint(arguments):
    assert code_of(Checkpoint, *arguments) == "checkpoint-malformed"


def test_the_empty_log_has_the_empty_root():
    head = Checkpoint("o", 0, EMPTY_ROOT)
    assert checkpoint.parse_checkpoint(checkpoint.render(head)) == head


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"\n\n",
        TEXT,
        TEXT + b"\n",
        NOTE[:-1],
        NOTE + b"\n",
        NOTE.replace("— ".encode(), b"- "),
        NOTE.replace(b"\n\n", b"\n"),
        NOTE.replace(b"JPN", b"J\tN"),
        NOTE.replace(b"JPN", b"J\xffN"),
        NOTE.replace(b"\n20", b"\n2\t0"),
        NOTE + "— name AAAA\n".encode(),
        NOTE + "— name AAAAAA==\n".encode(),
        NOTE + "— name AAAAAAB=\n".encode(),
        NOTE + "— name  AAAAAAA=\n".encode(),
        NOTE + "— na+me AAAAAAA=\n".encode(),
        NOTE + "— na\u00a0me AAAAAAA=\n".encode(),
        NOTE + "—  AAAAAAA=\n".encode(),
        NOTE + "— name AAAAAAA= \n".encode(),
        NOTE + "— name\n".encode(),
        NOTE + "— name AAAAAAA=\n".encode() * 64,
        b"x" * 140_000 + NOTE,
    ],
    ids=range(22),
)
def test_other_bytes_are_no_note(note):
    assert code_of(checkpoint.parse_note, note) == "note-malformed"


@given(st.binary(), st.integers(0, len(NOTE)), st.integers(0, 5))
@example(b"", len(NOTE) - 1, 1)
def test_a_changed_note_is_refused_or_says_the_same(insert, place, drop):
    changed = NOTE[:place] + insert + NOTE[place + drop :]
    try:
        assert checkpoint.open_checkpoint(changed, ORIGIN, KEY.public) == HEAD
    except Refusal as refusal:
        assert changed != NOTE
        assert refusal.code in ("note-malformed", "checkpoint-malformed", "origin-other", "signature-invalid")


@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_parser_answers_with_anything_but_a_value_or_a_refusal(data):
    for parse in (
        checkpoint.parse_note,
        checkpoint.parse_checkpoint,
        lambda note: checkpoint.open_checkpoint(note, ORIGIN, KEY.public),
        lambda line: checkpoint.open_cosignature(TEXT, line, "w", WITNESS.public),
        lambda note: checkpoint.parse_note(TEXT + b"\n" + "— ".encode() + note + b"\n"),
    ):
        with contextlib.suppress(Refusal):
            parse(data)


LINE = checkpoint.cosign(NOTE, WITNESS, "w", 1_500_000_000)


@given(st.binary(), st.integers(0, len(LINE)), st.integers(0, 5))
def test_a_changed_cosignature_is_refused(insert, place, drop):
    changed = LINE[:place] + insert + LINE[place + drop :]
    try:
        assert checkpoint.open_cosignature(TEXT, changed, "w", WITNESS.public) == 1_500_000_000
        assert changed == LINE
    except Refusal as refusal:
        assert changed != LINE and refusal.code in ("note-malformed", "signature-invalid")


def test_a_cosignature_binds_text_time_name_and_key():
    assert checkpoint.open_cosignature(TEXT, LINE, "w", WITNESS.public) == 1_500_000_000
    assert code_of(checkpoint.open_cosignature, TEXT, LINE, "v", WITNESS.public) == "signature-invalid"
    assert code_of(checkpoint.open_cosignature, TEXT, LINE, "w", KEY.public) == "signature-invalid"
    assert code_of(checkpoint.open_cosignature, TEXT[1:], LINE, "w", WITNESS.public) == "signature-invalid"
    assert code_of(checkpoint.open_cosignature, TEXT, LINE + LINE, "w", WITNESS.public) == "note-malformed"
    assert code_of(checkpoint.open_cosignature, TEXT, NOTE[len(TEXT) + 1 :], ORIGIN, KEY.public) == "signature-invalid"
    hashed = checkpoint.key_hash("w", 4, WITNESS.public)
    late = (2**63).to_bytes(8, "big") + WITNESS.sign(b"cosignature/v1\ntime %d\n%b" % (2**63, TEXT))
    assert code_of(checkpoint.open_cosignature, TEXT, _line("w", hashed + late), "w", WITNESS.public) == "signature-invalid"
    renamed = LINE.replace(b" w ", b" v ")
    assert code_of(checkpoint.open_cosignature, TEXT, renamed, "w", WITNESS.public) == "signature-invalid"
    assert code_of(checkpoint.open_cosignature, TEXT, _line("w", hashed + b"short"), "w", WITNESS.public) == "signature-invalid"
    assert code_of(checkpoint.cosign, NOTE, WITNESS, "w", -1) == "cosignature-malformed"
    assert code_of(checkpoint.cosign, NOTE, WITNESS, "w", 2**63) == "cosignature-malformed"
    assert code_of(checkpoint.cosign, b"text\n\n" + LINE, WITNESS, "w", 1) == "checkpoint-malformed"


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u2003b", "a\nb", "\ud800"])
def test_names_that_no_line_can_carry(name):
    assert code_of(checkpoint.sign_checkpoint, HEAD, KEY, name) == "name-malformed"
    assert code_of(checkpoint.cosign, NOTE, KEY, name, 1) == "name-malformed"


@given(names, st.sampled_from([1, 4]))
def test_a_verifier_key_reads_back(name, kind):
    key = VerifierKey(name, kind, KEY.public)
    assert checkpoint.parse_verifier_key(checkpoint.render_verifier_key(key)) == key


@given(st.text())
@example("")
@example("++")
@example(LOG_KEY.replace("33d7", "33d8"))
@example(LOG_KEY.upper())
@example(LOG_KEY + "=")
@example(LOG_KEY + "\n")
@example(LOG_KEY.replace("/log", " log"))
@example("a+00000000+" + b64encode(b"\x06" + KEY.public).decode())
@example("a+00000000+" + b64encode(b"\x01" + bytes(32)).decode())
@example("\ud800+00000000+" + b64encode(b"\x01" + KEY.public).decode())
def test_other_text_is_no_verifier_key(text):
    assert code_of(checkpoint.parse_verifier_key, text) in ("verifier-key-malformed", "bad-key")


def test_a_note_of_the_greatest_length_and_number_of_lines_is_read():
    line = b"\xe2\x80\x94 key " + b64encode(bytes(8)) + b"\n"
    assert len(checkpoint.parse_note(b"text\n\n" + line * 64)[1]) == 64
    with pytest.raises(Refusal, match="more than 64"):
        checkpoint.parse_note(b"text\n\n" + line * 65)
    room = checkpoint.MAX_NOTE - len(b"\n\n" + line)
    assert checkpoint.parse_note(b"x" * room + b"\n\n" + line)[0] == b"x" * room + b"\n"
    with pytest.raises(Refusal, match="more than 131072 bytes"):
        checkpoint.parse_note(b"x" * (room + 1) + b"\n\n" + line)
