"""The sample policies and the tables between them that ship for trying the software.

Reads the files in `policies/` beside this module: one for each policy, named by its authority's code, and one from each to every other.
Serves jp-gb-2017#S2, jp-gb-2017#A1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from entente.kernel.labels.equivalence import Equivalence, parse_equivalence
from entente.kernel.labels.policy import Policy, parse_policy

FOLDER = resources.files("entente.node").joinpath("policies")


@dataclass(frozen=True)
class Samples:
    """The files that ship; every one of them says that it is a sample."""

    policies: Mapping[str, Policy]
    equivalences: tuple[Equivalence, ...]


def load_samples() -> Samples:
    """The policies, of two tiers each, by their identifiers, and the tables between any two of them."""
    files = {one.name.removesuffix(".json"): one for one in FOLDER.iterdir() if one.name.endswith(".json")}
    tables = [parse_equivalence(files.pop(name).read_bytes()) for name in sorted(files) if "-to-" in name]
    policies = [parse_policy(files[name].read_bytes()) for name in sorted(files)]
    return Samples({policy.identifier: policy for policy in policies}, tuple(tables))
