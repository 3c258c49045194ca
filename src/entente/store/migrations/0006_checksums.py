"""Rows that nothing else proves carry a checksum; it is counted for those that are here already."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from entente.store import noted

MODELS = {
    "channel": "Channel", "log": "Log", "act": "Act", "content": "Content", "attachment": "Attachment", "attachment_key": "AttachmentKey",
    "request": "Request", "partner": "Partner", "cosignature": "Cosignature", "report": "Report", "evidence": "Evidence",
    "setting": "Setting", "label": "Label",
}  # fmt: skip


def fill(_apps: Any, editor: Any) -> None:
    """The checksums of the rows that are here."""
    for table in MODELS:
        noted.fill(editor.connection.alias, table)


class Migration(migrations.Migration):
    dependencies = [("store", "0005_interval_ends")]

    operations = [
        migrations.RunSQL(  # in both databases' words; Django would think about every table anew for each of the thirteen
            [f'ALTER TABLE "{table}" ADD COLUMN "checksum" bigint NULL' for table in MODELS],
            [f'ALTER TABLE "{table}" DROP COLUMN "checksum"' for table in MODELS],
            [migrations.AddField(name, "checksum", models.BigIntegerField(null=True)) for name in MODELS.values()],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
