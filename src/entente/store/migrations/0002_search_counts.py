"""The search index, counts of records, and what lists and the Desk read by."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

from entente.store import counts, database
from entente.store.layout import FOREVER

SQLITE = "CREATE VIRTUAL TABLE search_text USING fts5(title, body, marks, tokenize = 'ascii', prefix = '1')"
POSTGRES = (
    "CREATE TABLE search_text (id bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX search_text_words ON search_text USING gin (words)",
)
def words(_apps: Any, editor: Any) -> None:
    """The words of documents, in each database's own way."""
    for statement in (SQLITE,) if editor.connection.vendor == "sqlite" else POSTGRES:
        editor.execute(statement)


def count(_apps: Any, editor: Any) -> None:
    """The records that are here already."""
    alias = editor.connection.alias
    numbers = [row[0] for row in database.rows(alias, "SELECT number FROM record")]
    for start in range(0, len(numbers), database.CHUNK):
        counts.change(alias, {}, counts.of_stored(alias, numbers[start : start + database.CHUNK]))


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="RecordCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("clause", models.CharField(max_length=160)),
                ("channel", models.CharField(max_length=64)),
                ("type", models.CharField(max_length=64)),
                ("state", models.CharField(max_length=12)),
                ("label", models.BigIntegerField()),
                ("waits", models.CharField(max_length=200)),
                ("n", models.BigIntegerField()),
            ],
            options={
                "db_table": "record_count",
                "constraints": [
                    models.UniqueConstraint(fields=("clause", "channel", "type", "state", "label", "waits"), name="record_count_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchDoc",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("record", models.BigIntegerField(db_index=True)),
                ("act", models.BigIntegerField(db_index=True)),
                ("number", models.IntegerField()),
                ("part", models.CharField(max_length=8)),
                ("label", models.BigIntegerField()),
                ("record_label", models.BigIntegerField()),
            ],
            options={"db_table": "search_doc"},
        ),
        migrations.CreateModel(
            name="SearchCursor",
            fields=[
                ("log_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("upto", models.BigIntegerField()),
            ],
            options={"db_table": "search_cursor"},
        ),
        migrations.CreateModel(
            name="SearchDue",
            fields=[("act", models.BigIntegerField(primary_key=True, serialize=False))],
            options={"db_table": "search_due"},
        ),
        migrations.RemoveIndex(model_name="record", name="record_list"),
        migrations.RemoveIndex(model_name="record", name="record_moves"),
        migrations.AddIndex(
            model_name="record", index=models.Index(condition=~Q(("moves", "")), fields=["changed_at"], name="record_moves")
        ),
        migrations.AddIndex(
            model_name="record", index=models.Index(fields=["type", "state", "label", "changed_at"], name="record_cells")
        ),
        migrations.AddIndex(model_name="record", index=models.Index(fields=["changed_at"], name="record_changed")),
        migrations.AddIndex(
            model_name="interval",
            index=models.Index(condition=Q(("known_to", FOREVER)), fields=["sort", "state", "ends"], name="interval_open"),
        ),
        migrations.RunPython(words, migrations.RunPython.noop),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
