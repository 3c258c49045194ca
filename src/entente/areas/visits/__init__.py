"""Visits and deployments: the engagement programme, what clears a visit, each side's reports (S3, S5, S8).

Pure. An entry of the programme is a joint text (pattern P3), a report one side's statement (P1); a request is the visitor's statement and
its decision the host's (P2). Everything about a visit is one group with it. Serves S3, S5 and S8.
"""

from __future__ import annotations

from entente.areas.visits.decisions import clearance_rules
from entente.areas.visits.kinds import CLAUSES, KINDS
from entente.areas.visits.programme import visit_rules
from entente.kernel.area import Area

AREA = Area(
    name="visits",
    titles={"en": "Visits and deployments", "ja": "訪問・派遣"},
    clauses=CLAUSES,
    kinds=KINDS,
    rules=(visit_rules, clearance_rules),
    rules_version=3,
)
