"""The pages on which officers write: drafts, counter-proposals and reports, kept as they type, shown as they will read.

Touches the database through the gate, the pages' own tables, and the act key through node/. Serves I1 and every clause.
"""

from __future__ import annotations
