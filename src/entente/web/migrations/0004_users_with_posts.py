"""Users are read with their posts."""

from django.db import migrations

import entente.web.models


class Migration(migrations.Migration):
    dependencies = [("web", "0003_tokens")]

    operations = [migrations.AlterModelManagers(name="user", managers=[("objects", entente.web.models.UserManager())])]
