"""Which officer decided what, and how he had shown who he is: said at home, since acts in a shared channel name posts alone.

Touches the database and the act key through node.say. The entry comes before what it tells of, so that nothing is decided without one; what
a refusal or a crash leaves between the two is an entry for something that did not happen, which no page shows. `annotations.at_home` reads
them. Serves S2, I1.
"""

from __future__ import annotations

import msgspec

from entente.areas.drafting.records import OfficerDecision
from entente.kernel.act import Act
from entente.node import look, say
from entente.node.node import Node
from entente.node.officer import Officer

TYPE = "officer-decision"


def enter(node: Node, officer: Officer, verb: str, about: str, act: str) -> Act:
    """Says who decides, under the marking of what it is about; once, however often he tries. Refuses what node.say refuses."""
    header = look.find_act(node, act).act.header
    marking = (str(header.label["policy"]), str(header.label["classification"])) if header is not None else None
    text = OfficerDecision(verb, about, act, officer.name, officer.post, officer.proof)  # type: ignore[arg-type]
    manner = say.Manner(post=officer.post, label=marking, request=f"decision:{verb}:{act}:{officer.name}:{'+'.join(officer.proof)}")
    return say.state(node, node.national(), TYPE, msgspec.to_builtins(text), manner)
