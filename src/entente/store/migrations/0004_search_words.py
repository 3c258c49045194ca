"""Titles' words are marked in the search index, Latin words listed: the index is made again, just behind the logs."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from entente.store.search import documents

SQLITE = "CREATE TABLE search_word (word TEXT PRIMARY KEY) WITHOUT ROWID"
POSTGRES = 'CREATE TABLE search_word (word text COLLATE "C" PRIMARY KEY)'


def words(_apps: Any, editor: Any) -> None:
    """The list of words; all entries are due again."""
    editor.execute(SQLITE if editor.connection.vendor == "sqlite" else POSTGRES)
    documents.clear(editor.connection.alias)


def none(_apps: Any, editor: Any) -> None:
    """No list."""
    editor.execute("DROP TABLE search_word")


class Migration(migrations.Migration):
    dependencies = [("store", "0003_tally_by_channel")]

    operations = [migrations.RunPython(words, none)]
