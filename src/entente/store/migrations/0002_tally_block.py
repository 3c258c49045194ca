from django.db import migrations, models

SHIFTS = (8, 5)


def fill(apps, schema_editor):
    """Sums up the tally that is there."""
    with schema_editor.connection.cursor() as cursor:
        for by_day in SHIFTS:
            for by_known in SHIFTS:
                cursor.execute(
                    "INSERT INTO tally_block (level, day, known, clause, state, n)"
                    f" SELECT {10 * by_day + by_known}, day >> {by_day}, known >> {by_known}, clause, state, SUM(n)"
                    f" FROM tally GROUP BY day >> {by_day}, known >> {by_known}, clause, state"
                )


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="tally", name="tally_once"),
        migrations.AddConstraint(
            model_name="tally", constraint=models.UniqueConstraint(fields=("day", "known", "clause", "state"), name="tally_once")
        ),
        migrations.AddIndex(model_name="tally", index=models.Index(fields=["known", "day"], name="tally_known")),
        migrations.CreateModel(
            name="TallyBlock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.SmallIntegerField()),
                ("day", models.IntegerField()),
                ("known", models.IntegerField()),
                ("clause", models.CharField(max_length=160)),
                ("state", models.CharField(max_length=24)),
                ("n", models.BigIntegerField()),
            ],
            options={
                "db_table": "tally_block",
                "constraints": [models.UniqueConstraint(fields=("level", "day", "known", "clause", "state"), name="tally_block_once")],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
