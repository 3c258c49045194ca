from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0002_tally_block")]

    operations = [
        migrations.AlterField(
            model_name="record",
            name="channel",
            field=models.ForeignKey(db_index=False, on_delete=models.deletion.CASCADE, to="store.channel"),
        ),
    ]
