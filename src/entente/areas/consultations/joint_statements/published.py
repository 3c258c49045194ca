"""What a published page says, compared with the text that was agreed: the words alone, whatever the page's layout.

Pure. The agreed bytes are never changed; compared is the reading form of both: Unicode normalisation form C (UAX 15), line breaks and every
white space one space, none beside Japanese characters, no soft hyphens and zero-width characters, straight quotation marks. A page has more
on it than the text (heads, menus, addresses): where the agreed words stand on it whole, they are what it shows; else what it shows is the
stretch between the first and the last sentence that both have. `docs/consultations.md` says so to officers. Serves I2 and I3.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from entente.kernel.redline import Runs, joined, runs

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_SPACE = re.compile(r"\s+")
_BESIDE_CJK = re.compile(rf"(?<=[{_CJK}]) | (?=[{_CJK}])")
_ENDS = re.compile(r"(?<=[。．！？])|(?<=[.!?])(?= )")
SHORTEST = 12
"""Characters of the shortest sentence by which a text is found on a page; "I." stands on many."""


def reading_form(text: str) -> str:
    """The words of a text as they are compared."""
    plain = unicodedata.normalize("NFC", text).translate(_INVISIBLE).translate(_QUOTES)
    return _BESIDE_CJK.sub("", _SPACE.sub(" ", plain)).strip()


def words_digest(text: str) -> str:
    """SHA-256 over the reading form of a text, as UTF-8."""
    return hashlib.sha256(reading_form(text).encode()).hexdigest()


def sentences(form: str) -> list[str]:
    """A reading form cut after its sentences; joined again they are the form."""
    return [found for found in _ENDS.split(form) if found]


def shown_on(page: str, agreed: str) -> str:
    """The part of a page's text that stands for the agreed text, in reading form: the agreed words where they are there whole."""
    there, wanted = reading_form(page), reading_form(agreed)
    if wanted in there:
        return wanted
    parts = sentences(wanted)
    known = _known(there, parts)
    if not known:
        return there
    (first, start), (last, end) = known[0], known[-1]
    end += len(parts[last].strip())
    before, after = parts[:first], parts[last + 1 :]
    head = there[:start].rstrip()
    start = len(head) - _reach(sentences(head)[::-1], before) if before else start
    end += _reach(sentences(there[end:]), after)
    return there[start:end].strip()


def _known(there: str, parts: Sequence[str]) -> list[tuple[int, int]]:
    """(number of the sentence, its place on the page) of those that stand there in this order."""
    found, since = [], 0
    for n, part in enumerate(parts):
        at = there.find(part.strip(), since) if len(part.strip()) >= SHORTEST else -1
        if at >= 0:
            found.append((n, at))
            since = at + len(part.strip())
    return found


def _reach(neighbours: Sequence[str], missing: Sequence[str]) -> int:
    """How many characters of the page beyond a known sentence stand for the missing ones: as many sentences, unless these run on."""
    length, wanted = sum(map(len, neighbours[: len(missing)])), sum(map(len, missing))
    return length if length <= wanted * 3 // 2 + SHORTEST else min(wanted, length)


def differences(agreed: str, shown: str) -> Runs:
    """What the second text has otherwise than the first, both in reading form: sentence by sentence, then word by word."""
    old, new = sentences(agreed), sentences(shown)
    found: list[tuple[str, str]] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, after = "".join(old[a:b]), "".join(new[c:d])
        found += [("same", before)] if what == "equal" else runs(before, after)
    return joined(found)
