"""The tables of what follows: tiles, marks, folded records, intervals, counts, the search index. `entente rebuild` makes them again.

Kinds are strings and texts are JSON; the generic columns of `Record` serve every list. Serves every clause.
"""

from __future__ import annotations

from django.db import models

from entente.store.layout import FOREVER
from entente.store.models.primary import Channel, Log


class Tile(models.Model):
    """A full tile of a log's tree (256 hashes) and its root."""

    log = models.ForeignKey(Log, models.CASCADE)
    level = models.IntegerField()
    number = models.BigIntegerField()
    root = models.BinaryField()
    data = models.BinaryField()

    class Meta:
        db_table = "tile"
        constraints = (models.UniqueConstraint(fields=("log", "level", "number"), name="tile_once"),)


class Mark(models.Model):
    """Gate 1's state: per log and subject, the citation that set it, with the sequence at which it did."""

    log = models.ForeignKey(Log, models.CASCADE, db_index=False)
    subject = models.CharField(max_length=160)
    seq = models.BigIntegerField()
    value = models.CharField(max_length=90)

    class Meta:
        db_table = "mark"
        constraints = (models.UniqueConstraint(fields=("subject", "log", "seq"), name="mark_once"),)


class RecordAct(models.Model):
    """Which acts touch which record; the one that created it is known by the record's number."""

    record = models.BigIntegerField()
    act = models.BigIntegerField(db_index=True)

    class Meta:
        db_table = "record_act"
        constraints = (models.UniqueConstraint(fields=("record", "act"), name="record_act_once"),)


class Label(models.Model):
    """Labels in use, interned: decisions are asked once per label, SQL filters on the number."""

    text = models.TextField(unique=True)
    checksum = models.BigIntegerField(null=True)

    class Meta:
        db_table = "label"


class Record(models.Model):
    """A folded record: generic columns for lists, the effective texts for rules, the state for pages."""

    number = models.BigAutoField(primary_key=True)  # always given: the creating act's position and target (layout.record_number)
    identity = models.CharField(max_length=68, db_column="id")  # found by its number, and that by the creating act
    channel = models.ForeignKey(Channel, models.CASCADE, db_index=False)
    type = models.CharField(max_length=64)
    schema = models.IntegerField()
    party = models.CharField(max_length=3, default="")
    state = models.CharField(max_length=12)
    moves = models.TextField(default="")  # "GBR:accept:<act> JPN:confirm:<act>"
    label = models.ForeignKey(Label, models.PROTECT)
    code = models.CharField(max_length=80, default="")
    titles = models.TextField(default="{}")
    start_on = models.IntegerField(null=True)
    due_on = models.IntegerField(null=True)
    end_on = models.IntegerField(null=True)
    grp = models.CharField(max_length=160, default="")  # empty: a group of its own, as most are
    revisions = models.BinaryField()  # MessagePack: [text JSON | nil, schema, act, day] oldest first
    withdrawn_on = models.IntegerField(null=True)
    changed_at = models.BigIntegerField()

    class Meta:
        db_table = "record"
        indexes = (
            models.Index(fields=("grp",), name="record_group", condition=~models.Q(grp="")),
            models.Index(fields=("type", "state", "label", "changed_at"), name="record_cells"),  # store/paged.py
            models.Index(fields=("changed_at",), name="record_changed"),
            models.Index(fields=("code",), name="record_code"),
            models.Index(fields=("changed_at",), name="record_moves", condition=~models.Q(moves="")),
        )


class RecordClause(models.Model):
    """What lists of records are narrowed by: the clauses each names, and the filters of its area, as name=value."""

    record = models.BigIntegerField()
    clause = models.CharField(max_length=160, db_index=True)

    class Meta:
        db_table = "record_clause"
        constraints = (models.UniqueConstraint(fields=("record", "clause"), name="record_clause_once"),)


class Interval(models.Model):
    """What a rule found, from day to day, and from when until when this node knew it so."""

    channel = models.ForeignKey(Channel, models.CASCADE, db_index=False)
    grp = models.CharField(max_length=160, default="")  # empty: the record's own
    record = models.BigIntegerField()
    sort = models.CharField(max_length=12)
    code = models.CharField(max_length=60)
    state = models.CharField(max_length=24)
    starts = models.IntegerField()
    ends = models.BigIntegerField()
    move = models.CharField(max_length=3, default="")
    clauses = models.TextField()  # JSON list
    acts = models.TextField()  # JSON list
    reason = models.TextField()  # JSON by language
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    known_from = models.BigIntegerField()
    known_to = models.BigIntegerField()

    class Meta:
        db_table = "interval"
        indexes = (
            models.Index(fields=("grp", "known_to"), name="interval_group", condition=~models.Q(grp="")),
            models.Index(fields=("record", "known_to", "ends"), name="interval_record"),
            models.Index(fields=("sort", "state", "ends"), name="interval_open", condition=models.Q(known_to=FOREVER)),
        )


class Tally(models.Model):
    """How many measures of a clause stand in a state, as differences by effective day and known day (store/intervals/tally.py)."""

    channel = models.CharField(max_length=64)
    clause = models.CharField(max_length=160)
    state = models.CharField(max_length=24)
    day = models.IntegerField()
    known = models.IntegerField()
    n = models.BigIntegerField()

    class Meta:
        db_table = "tally"
        constraints = (models.UniqueConstraint(fields=("day", "known", "channel", "clause", "state"), name="tally_once"),)
        indexes = (models.Index(fields=("known", "day"), name="tally_known"),)


class TallyBlock(models.Model):
    """Sums of the tally over blocks of days by blocks of known days; `level` says how long the blocks are (store/intervals/tally.py)."""

    level = models.SmallIntegerField()
    day = models.IntegerField()
    known = models.IntegerField()
    channel = models.CharField(max_length=64)
    clause = models.CharField(max_length=160)
    state = models.CharField(max_length=24)
    n = models.BigIntegerField()

    class Meta:
        db_table = "tally_block"
        constraints = (models.UniqueConstraint(fields=("level", "day", "known", "channel", "clause", "state"), name="tally_block_once"),)


class RecordCount(models.Model):
    """How many records there are of a type in a state under a label, and how many of them name a clause (store/counts.py)."""

    clause = models.CharField(max_length=160)
    channel = models.CharField(max_length=64)
    type = models.CharField(max_length=64)
    state = models.CharField(max_length=12)
    label = models.BigIntegerField()
    waits = models.CharField(max_length=200)
    n = models.BigIntegerField()

    class Meta:
        db_table = "record_count"
        constraints = (models.UniqueConstraint(fields=("clause", "channel", "type", "state", "label", "waits"), name="record_count_once"),)


class SearchDoc(models.Model):
    """A readable text of a record, or a piece of a long one. Its words stand in search_text, which each database has in its own way."""

    id = models.BigAutoField(primary_key=True)  # always given, and growing: the newest are found first
    record = models.BigIntegerField(db_index=True)  # its number
    act = models.BigIntegerField(db_index=True)
    number = models.IntegerField()
    part = models.CharField(max_length=8)
    label = models.BigIntegerField()
    record_label = models.BigIntegerField()

    class Meta:
        db_table = "search_doc"


class SearchCursor(models.Model):
    """How far each log was indexed. Log 0 is none: its row is the lock of whoever indexes."""

    log_id = models.BigIntegerField(primary_key=True)
    upto = models.BigIntegerField()

    class Meta:
        db_table = "search_cursor"


class SearchDue(models.Model):
    """An act to be indexed again: its body could be read, or a file of it came, later than the act itself."""

    act = models.BigIntegerField(primary_key=True)

    class Meta:
        db_table = "search_due"
