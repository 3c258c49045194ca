"""What each change is called, in English and Japanese, with the name of what was changed.

Pure. Serves S2.
"""

from __future__ import annotations

from collections.abc import Mapping

from entente.kernel.area import Words

DONE: Mapping[str, tuple[str, str]] = {
    "post-made": ("Post made: {}", "職の新設：{}"),
    "post-changed": ("Post changed: {}", "職の変更：{}"),
    "person-made": ("Person added: {}", "利用者の追加：{}"),
    "person-moved": ("Person given another post: {}", "利用者の職変更：{}"),
    "person-disabled": ("Person shut out: {}", "利用者の停止：{}"),
    "person-enabled": ("Person let in again: {}", "利用者の停止解除：{}"),
    "password-given": ("First password given again: {}", "初回パスワードの再交付：{}"),
    "sessions-ended": ("Sessions ended: {}", "セッションの終了：{}"),
    "token-granted": ("Token granted: {}", "トークンの付与：{}"),
    "setting-changed": ("Setting changed: {}", "設定の変更：{}"),
    "sign-on-named": ("Name at the identity provider: {}", "認証基盤における名前：{}"),
    "token-revoked": ("Token revoked: {}", "トークンの失効：{}"),
}


def titles(what: str, subject: str) -> Words:
    """A change in words."""
    english, japanese = DONE[what]
    return {"en": english.format(subject), "ja": japanese.format(subject)}
