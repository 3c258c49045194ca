"""By which name the government's identity provider knows a person. Serves S2, A1."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('web', '0004_users_with_posts'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='user',
            options={},
        ),
        migrations.AddField(
            model_name='user',
            name='sign_on',
            field=models.CharField(blank=True, default='', max_length=191),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(condition=models.Q(('sign_on', ''), _negated=True), fields=('sign_on',), name='sign_on_once'),
        ),
    ]
