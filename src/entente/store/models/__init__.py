"""The node's tables. No kind of record needs a migration: kinds are strings, texts are JSON, generic columns serve every list.

An act's key is its position: log number times 2^40 plus its sequence. Times are microseconds since 1970 UTC, days are ordinals
(0001-01-01 = 1). primary.py holds what was said, projections.py what follows from it and can be made again. Django finds the tables here.
Serves every clause.
"""

from entente.store.models.primary import (
    Act,
    Attachment,
    AttachmentKey,
    Channel,
    Content,
    ContentKey,
    Cosignature,
    Evidence,
    Log,
    Partner,
    Report,
    Request,
    Setting,
)
from entente.store.models.projections import (
    Interval,
    Label,
    Mark,
    Record,
    RecordAct,
    RecordClause,
    RecordCount,
    SearchCursor,
    SearchDoc,
    SearchDue,
    Tally,
    TallyBlock,
    Tile,
)

__all__ = [
    "Act",
    "Attachment",
    "AttachmentKey",
    "Channel",
    "Content",
    "ContentKey",
    "Cosignature",
    "Evidence",
    "Interval",
    "Label",
    "Log",
    "Mark",
    "Partner",
    "Record",
    "RecordAct",
    "RecordClause",
    "RecordCount",
    "Report",
    "Request",
    "SearchCursor",
    "SearchDoc",
    "SearchDue",
    "Setting",
    "Tally",
    "TallyBlock",
    "Tile",
]
