"""The node's tables. No kind of record needs a migration: kinds are strings, texts are JSON, generic columns serve every list.

An act's key is its position: log number times 2^40 plus its sequence. Times are microseconds since 1970 UTC, days are ordinals
(0001-01-01 = 1). First the primary data (what a backup holds), then the projections (what `entente rebuild` makes again). All tables stand
in one file, long as it is: a schema is read as a whole. Serves every clause.
"""

from __future__ import annotations

from django.db import models

from entente.store.layout import FOREVER


class Channel(models.Model):
    """A channel this node takes part in; its row is the lock of all that is written in it."""

    id = models.CharField(primary_key=True, max_length=64)
    charter = models.BinaryField()
    party = models.CharField(max_length=3)
    opened_at = models.BigIntegerField()
    clock = models.BigIntegerField(default=0)  # the latest received_at given out here

    class Meta:
        db_table = "channel"


class Log(models.Model):
    """One party's log in a channel, its end, its tree's frontier, its signed checkpoint."""

    channel = models.ForeignKey(Channel, models.CASCADE)
    party = models.CharField(max_length=3)
    generation = models.IntegerField()
    size = models.BigIntegerField(default=0)
    decided = models.BigIntegerField(default=0)
    prev = models.CharField(max_length=64)
    frontier = models.BinaryField(default=b"")
    keys = models.BinaryField()
    signed_at = models.CharField(max_length=20, default="")
    seen = models.TextField(default="{}")
    checkpoint = models.BinaryField(default=b"")
    checkpoint_size = models.BigIntegerField(default=0)
    frozen = models.TextField(default="")  # JSON {"rule", "words", "at"}; empty: not frozen
    opened_from = models.BigIntegerField(null=True)  # sequence in the generation before that its opening cites

    class Meta:
        db_table = "log"
        constraints = (models.UniqueConstraint(fields=("channel", "party", "generation"), name="log_once"),)


class Act(models.Model):
    """An entry as it was signed, its leaf hash, and what gate 1 said."""

    id = models.BigAutoField(primary_key=True)  # always given: the position; so typed, it is SQLite's row number and needs no index
    key = models.BigIntegerField(db_index=True)  # first eight bytes of the act id
    entry = models.BinaryField()
    leaf = models.BinaryField()
    received_at = models.BigIntegerField()
    decided_at = models.BigIntegerField(default=0)
    status = models.SmallIntegerField(default=0)
    rule = models.CharField(max_length=8, default="")
    words = models.TextField(default="")

    class Meta:
        db_table = "act"
        indexes = (models.Index(fields=("status", "id"), name="act_not_admitted", condition=~models.Q(status=1)),)


class Content(models.Model):
    """An act's body, encrypted under its own key (ContentKey), and what gate 2 said."""

    id = models.BigAutoField(primary_key=True)  # the act's
    state = models.SmallIntegerField()
    sealed = models.BinaryField()
    known_at = models.BigIntegerField(default=0)  # when the body became readable here; 0: it has not
    gate = models.SmallIntegerField(default=0)
    rule = models.CharField(max_length=8, default="")
    words = models.TextField(default="")

    class Meta:
        db_table = "content"
        indexes = (
            models.Index(fields=("state",), name="content_awaited", condition=models.Q(state=0)),
            models.Index(fields=("gate", "rule"), name="content_sealed", condition=models.Q(gate=2)),
        )


class ContentKey(models.Model):
    """The key of one body. To purge is to destroy this row."""

    id = models.BigAutoField(primary_key=True)  # the act's
    key = models.BinaryField()

    class Meta:
        db_table = "content_key"


class Attachment(models.Model):
    """A file committed in an act's body, encrypted under its own key; `number` counts from 1."""

    act = models.BigIntegerField()
    number = models.IntegerField()
    name = models.TextField()
    media_type = models.CharField(max_length=160)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    state = models.SmallIntegerField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "attachment"
        constraints = (models.UniqueConstraint(fields=("act", "number"), name="attachment_once"),)


class AttachmentKey(models.Model):
    """The key of one attachment."""

    act = models.BigIntegerField()
    number = models.IntegerField()
    key = models.BinaryField()

    class Meta:
        db_table = "attachment_key"
        constraints = (models.UniqueConstraint(fields=("act", "number"), name="attachment_key_once"),)


class Request(models.Model):
    """A submission that was carried out, so that a repeated one is answered and not doubled."""

    id = models.CharField(primary_key=True, max_length=200)
    act = models.BigIntegerField()

    class Meta:
        db_table = "request"


class Partner(models.Model):
    """How the exchange with a partner stands."""

    channel = models.ForeignKey(Channel, models.CASCADE)
    party = models.CharField(max_length=3)
    url = models.TextField(default="")
    heads = models.TextField(default="{}")  # JSON: what it last said it holds of each log
    contact_at = models.BigIntegerField(default=0)
    tried_at = models.BigIntegerField(default=0)
    failures = models.IntegerField(default=0)
    trouble = models.TextField(default="")
    ahead_s = models.IntegerField(default=0)  # by how much our clock was ahead of theirs at the last contact
    compared = models.BooleanField(default=True)  # False from a restore until our log was compared with theirs

    class Meta:
        db_table = "partner"
        constraints = (models.UniqueConstraint(fields=("channel", "party"), name="partner_once"),)


class Cosignature(models.Model):
    """A party's signature under a log's checkpoint: the receipt of the log up to that size."""

    log = models.ForeignKey(Log, models.CASCADE)
    party = models.CharField(max_length=3)
    size = models.BigIntegerField()
    at = models.BigIntegerField()  # seconds since 1970, as signed
    note = models.BinaryField()  # the checkpoint's note with this cosignature line

    class Meta:
        db_table = "cosignature"
        constraints = (models.UniqueConstraint(fields=("log", "party", "size"), name="cosignature_once"),)


class Report(models.Model):
    """What a partner told us about one of our acts: refused, sealed, waiting, frozen, in words."""

    channel = models.ForeignKey(Channel, models.CASCADE)
    party = models.CharField(max_length=3)
    log = models.CharField(max_length=12)
    seq = models.BigIntegerField()
    status = models.CharField(max_length=12)
    rule = models.CharField(max_length=40)
    words = models.TextField()
    at = models.BigIntegerField()

    class Meta:
        db_table = "report"
        constraints = (models.UniqueConstraint(fields=("channel", "party", "log", "seq"), name="report_once"),)


class Evidence(models.Model):
    """Two payloads for one place of a log, or two checkpoints that cannot both be true."""

    log = models.ForeignKey(Log, models.CASCADE)
    sort = models.CharField(max_length=16)
    seq = models.BigIntegerField()
    one = models.BinaryField()
    other = models.BinaryField()
    words = models.TextField()
    at = models.BigIntegerField()

    class Meta:
        db_table = "evidence"


class Setting(models.Model):
    """A fact of the node itself: registry last read with, restore under way."""

    id = models.CharField(primary_key=True, max_length=100)
    value = models.TextField()

    class Meta:
        db_table = "setting"


# Projections: made again by `entente rebuild`.


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
    """How many measures of a clause stand in a state, as differences by effective day and known day (store/tally.py)."""

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
    """Sums of the tally over blocks of days by blocks of known days; `level` says how long the blocks are (store/tally.py)."""

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
