"""The tables of what was said and received: channels, logs, acts, bodies and their keys, partners and their receipts.

No rebuild brings these rows back: they are what a backup is for. What in a row nothing else proves is covered by its checksum
(store/checksums.py). Serves every clause.
"""

from __future__ import annotations

from django.db import models


class Channel(models.Model):
    """A channel this node takes part in; its row is the lock of all that is written in it."""

    id = models.CharField(primary_key=True, max_length=64)
    charter = models.BinaryField()
    party = models.CharField(max_length=3)
    opened_at = models.BigIntegerField()
    clock = models.BigIntegerField(default=0)  # the latest received_at given out here
    checksum = models.BigIntegerField(null=True)

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
    checksum = models.BigIntegerField(null=True)

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
    checksum = models.BigIntegerField(null=True)

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
    checksum = models.BigIntegerField(null=True)

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
    checksum = models.BigIntegerField(null=True)

    class Meta:
        db_table = "attachment"
        constraints = (models.UniqueConstraint(fields=("act", "number"), name="attachment_once"),)


class AttachmentKey(models.Model):
    """The key of one attachment."""

    act = models.BigIntegerField()
    number = models.IntegerField()
    key = models.BinaryField()
    checksum = models.BigIntegerField(null=True)

    class Meta:
        db_table = "attachment_key"
        constraints = (models.UniqueConstraint(fields=("act", "number"), name="attachment_key_once"),)


class Request(models.Model):
    """A submission that was carried out, so that a repeated one is answered and not doubled."""

    id = models.CharField(primary_key=True, max_length=200)
    act = models.BigIntegerField()
    checksum = models.BigIntegerField(null=True)

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
    checksum = models.BigIntegerField(null=True)

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
    checksum = models.BigIntegerField(null=True)

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
    checksum = models.BigIntegerField(null=True)

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
    checksum = models.BigIntegerField(null=True)

    class Meta:
        db_table = "evidence"


class Setting(models.Model):
    """A fact of the node itself: registry last read with, restore under way."""

    id = models.CharField(primary_key=True, max_length=100)
    value = models.TextField()
    checksum = models.BigIntegerField(null=True)

    class Meta:
        db_table = "setting"
