"""The tables of models.py as they were first published."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Channel',
            fields=[
                ('id', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('charter', models.BinaryField()),
                ('party', models.CharField(max_length=3)),
                ('opened_at', models.BigIntegerField()),
                ('clock', models.BigIntegerField(default=0)),
            ],
            options={
                'db_table': 'channel',
            },
        ),
        migrations.CreateModel(
            name='ContentKey',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('key', models.BinaryField()),
            ],
            options={
                'db_table': 'content_key',
            },
        ),
        migrations.CreateModel(
            name='Label',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(unique=True)),
            ],
            options={
                'db_table': 'label',
            },
        ),
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.CharField(max_length=200, primary_key=True, serialize=False)),
                ('act', models.BigIntegerField()),
            ],
            options={
                'db_table': 'request',
            },
        ),
        migrations.CreateModel(
            name='Setting',
            fields=[
                ('id', models.CharField(max_length=100, primary_key=True, serialize=False)),
                ('value', models.TextField()),
            ],
            options={
                'db_table': 'setting',
            },
        ),
        migrations.CreateModel(
            name='Act',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('key', models.BigIntegerField(db_index=True)),
                ('entry', models.BinaryField()),
                ('leaf', models.BinaryField()),
                ('received_at', models.BigIntegerField()),
                ('decided_at', models.BigIntegerField(default=0)),
                ('status', models.SmallIntegerField(default=0)),
                ('rule', models.CharField(default='', max_length=8)),
                ('words', models.TextField(default='')),
            ],
            options={
                'db_table': 'act',
                'indexes': [models.Index(condition=models.Q(('status', 1), _negated=True), fields=['status', 'id'], name='act_not_admitted')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.BigIntegerField()),
                ('number', models.IntegerField()),
                ('name', models.TextField()),
                ('media_type', models.CharField(max_length=160)),
                ('size', models.BigIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('state', models.SmallIntegerField()),
                ('sealed', models.BinaryField()),
            ],
            options={
                'db_table': 'attachment',
                'constraints': [models.UniqueConstraint(fields=('act', 'number'), name='attachment_once')],
            },
        ),
        migrations.CreateModel(
            name='AttachmentKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.BigIntegerField()),
                ('number', models.IntegerField()),
                ('key', models.BinaryField()),
            ],
            options={
                'db_table': 'attachment_key',
                'constraints': [models.UniqueConstraint(fields=('act', 'number'), name='attachment_key_once')],
            },
        ),
        migrations.CreateModel(
            name='Content',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('state', models.SmallIntegerField()),
                ('sealed', models.BinaryField()),
                ('known_at', models.BigIntegerField(default=0)),
                ('gate', models.SmallIntegerField(default=0)),
                ('rule', models.CharField(default='', max_length=8)),
                ('words', models.TextField(default='')),
            ],
            options={
                'db_table': 'content',
                'indexes': [models.Index(condition=models.Q(('state', 0)), fields=['state'], name='content_awaited'), models.Index(condition=models.Q(('gate', 2)), fields=['gate', 'rule'], name='content_sealed')],
            },
        ),
        migrations.CreateModel(
            name='Log',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.CharField(max_length=3)),
                ('generation', models.IntegerField()),
                ('size', models.BigIntegerField(default=0)),
                ('decided', models.BigIntegerField(default=0)),
                ('prev', models.CharField(max_length=64)),
                ('frontier', models.BinaryField(default=b'')),
                ('keys', models.BinaryField()),
                ('signed_at', models.CharField(default='', max_length=20)),
                ('seen', models.TextField(default='{}')),
                ('checkpoint', models.BinaryField(default=b'')),
                ('checkpoint_size', models.BigIntegerField(default=0)),
                ('frozen', models.TextField(default='')),
                ('opened_from', models.BigIntegerField(null=True)),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='store.channel')),
            ],
            options={
                'db_table': 'log',
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort', models.CharField(max_length=16)),
                ('seq', models.BigIntegerField()),
                ('one', models.BinaryField()),
                ('other', models.BinaryField()),
                ('words', models.TextField()),
                ('at', models.BigIntegerField()),
                ('log', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='store.log')),
            ],
            options={
                'db_table': 'evidence',
            },
        ),
        migrations.CreateModel(
            name='Cosignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.CharField(max_length=3)),
                ('size', models.BigIntegerField()),
                ('at', models.BigIntegerField()),
                ('note', models.BinaryField()),
                ('log', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='store.log')),
            ],
            options={
                'db_table': 'cosignature',
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=160)),
                ('seq', models.BigIntegerField()),
                ('value', models.CharField(max_length=90)),
                ('log', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='store.log')),
            ],
            options={
                'db_table': 'mark',
            },
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.CharField(max_length=3)),
                ('url', models.TextField(default='')),
                ('heads', models.TextField(default='{}')),
                ('contact_at', models.BigIntegerField(default=0)),
                ('tried_at', models.BigIntegerField(default=0)),
                ('failures', models.IntegerField(default=0)),
                ('trouble', models.TextField(default='')),
                ('ahead_s', models.IntegerField(default=0)),
                ('compared', models.BooleanField(default=True)),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='store.channel')),
            ],
            options={
                'db_table': 'partner',
            },
        ),
        migrations.CreateModel(
            name='Record',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('identity', models.CharField(db_column='id', max_length=68)),
                ('type', models.CharField(max_length=64)),
                ('schema', models.IntegerField()),
                ('party', models.CharField(default='', max_length=3)),
                ('state', models.CharField(max_length=12)),
                ('moves', models.TextField(default='')),
                ('code', models.CharField(default='', max_length=80)),
                ('titles', models.TextField(default='{}')),
                ('start_on', models.IntegerField(null=True)),
                ('due_on', models.IntegerField(null=True)),
                ('end_on', models.IntegerField(null=True)),
                ('grp', models.CharField(default='', max_length=160)),
                ('revisions', models.BinaryField()),
                ('withdrawn_on', models.IntegerField(null=True)),
                ('changed_at', models.BigIntegerField()),
                ('channel', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='store.channel')),
                ('label', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='store.label')),
            ],
            options={
                'db_table': 'record',
            },
        ),
        migrations.CreateModel(
            name='RecordAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record', models.BigIntegerField()),
                ('act', models.BigIntegerField(db_index=True)),
            ],
            options={
                'db_table': 'record_act',
                'constraints': [models.UniqueConstraint(fields=('record', 'act'), name='record_act_once')],
            },
        ),
        migrations.CreateModel(
            name='RecordClause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record', models.BigIntegerField()),
                ('clause', models.CharField(db_index=True, max_length=160)),
            ],
            options={
                'db_table': 'record_clause',
                'constraints': [models.UniqueConstraint(fields=('record', 'clause'), name='record_clause_once')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.CharField(max_length=3)),
                ('log', models.CharField(max_length=12)),
                ('seq', models.BigIntegerField()),
                ('status', models.CharField(max_length=12)),
                ('rule', models.CharField(max_length=40)),
                ('words', models.TextField()),
                ('at', models.BigIntegerField()),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='store.channel')),
            ],
            options={
                'db_table': 'report',
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clause', models.CharField(max_length=160)),
                ('state', models.CharField(max_length=24)),
                ('day', models.IntegerField()),
                ('known', models.IntegerField()),
                ('n', models.BigIntegerField()),
            ],
            options={
                'db_table': 'tally',
                'indexes': [models.Index(fields=['known', 'day'], name='tally_known')],
                'constraints': [models.UniqueConstraint(fields=('day', 'known', 'clause', 'state'), name='tally_once')],
            },
        ),
        migrations.CreateModel(
            name='TallyBlock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.SmallIntegerField()),
                ('day', models.IntegerField()),
                ('known', models.IntegerField()),
                ('clause', models.CharField(max_length=160)),
                ('state', models.CharField(max_length=24)),
                ('n', models.BigIntegerField()),
            ],
            options={
                'db_table': 'tally_block',
                'constraints': [models.UniqueConstraint(fields=('level', 'day', 'known', 'clause', 'state'), name='tally_block_once')],
            },
        ),
        migrations.CreateModel(
            name='Tile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.IntegerField()),
                ('number', models.BigIntegerField()),
                ('root', models.BinaryField()),
                ('data', models.BinaryField()),
                ('log', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='store.log')),
            ],
            options={
                'db_table': 'tile',
            },
        ),
        migrations.CreateModel(
            name='Interval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grp', models.CharField(default='', max_length=160)),
                ('record', models.BigIntegerField()),
                ('sort', models.CharField(max_length=12)),
                ('code', models.CharField(max_length=60)),
                ('state', models.CharField(max_length=24)),
                ('starts', models.IntegerField()),
                ('ends', models.BigIntegerField()),
                ('move', models.CharField(default='', max_length=3)),
                ('clauses', models.TextField()),
                ('acts', models.TextField()),
                ('reason', models.TextField()),
                ('numerator', models.BigIntegerField(null=True)),
                ('denominator', models.BigIntegerField(null=True)),
                ('known_from', models.BigIntegerField()),
                ('known_to', models.BigIntegerField()),
                ('channel', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, to='store.channel')),
            ],
            options={
                'db_table': 'interval',
                'indexes': [models.Index(condition=models.Q(('grp', ''), _negated=True), fields=['grp', 'known_to'], name='interval_group'), models.Index(fields=['record', 'known_to'], name='interval_record')],
            },
        ),
        migrations.AddConstraint(
            model_name='log',
            constraint=models.UniqueConstraint(fields=('channel', 'party', 'generation'), name='log_once'),
        ),
        migrations.AddConstraint(
            model_name='cosignature',
            constraint=models.UniqueConstraint(fields=('log', 'party', 'size'), name='cosignature_once'),
        ),
        migrations.AddConstraint(
            model_name='mark',
            constraint=models.UniqueConstraint(fields=('subject', 'log', 'seq'), name='mark_once'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.UniqueConstraint(fields=('channel', 'party'), name='partner_once'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(condition=models.Q(('grp', ''), _negated=True), fields=['grp'], name='record_group'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(fields=['channel', 'type', 'state', 'changed_at'], name='record_list'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(fields=['code'], name='record_code'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(condition=models.Q(('moves', ''), _negated=True), fields=['channel'], name='record_moves'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('channel', 'party', 'log', 'seq'), name='report_once'),
        ),
        migrations.AddConstraint(
            model_name='tile',
            constraint=models.UniqueConstraint(fields=('log', 'level', 'number'), name='tile_once'),
        ),
    ]
