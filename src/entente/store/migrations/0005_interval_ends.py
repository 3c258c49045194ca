"""What rules find of a record on a day is found without going through all that was found of it before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0004_search_words")]

    operations = [
        migrations.RemoveIndex(model_name="interval", name="interval_record"),
        migrations.AddIndex(
            model_name="interval", index=models.Index(fields=["record", "known_to", "ends"], name="interval_record")
        ),
    ]
