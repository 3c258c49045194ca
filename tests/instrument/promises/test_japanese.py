"""Japanese sentences by their closing verbs."""

from __future__ import annotations

import pytest

from entente.instrument.promises.japanese import read_japanese


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("両国は、共同訓練を実施する。", "do"),
        ("両国は、作業部会を設置することを決定した。", "do"),
        ("締約国は、通報しなければならない。", "do"),
        ("両国は、協力を継続する。", "continue"),
        ("双方は、引き続き情報共有を強化する。", "continue"),
        ("日本は、派遣の可能性を検討する。", "consider"),
        ("両国は、新たな協力を模索する。", "consider"),
        ("両国は、本宣言を三年ごとに見直す。", "consider"),
        ("両国は、半年に一度、本宣言の実施状況を確認する。", "consider"),
        ("日本は、これを歓迎する。", "position"),
        ("両首相は、重要性を再確認した。", "position"),
        ("両国は、深刻な懸念を表明する。", "position"),
        ("締約国は、措置を講ずることができる。", None),
        ("「情報」とは、次のものをいう。", None),
        ("これは宣言である。", None),
    ],
)
def test_kinds(words: str, kind: str | None) -> None:
    found = read_japanese(words)
    assert (found.kind if found else None) == kind
    assert found is None or (found.strength in words and found.because)
