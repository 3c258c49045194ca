"""What every test may ask for: the shared test data, and generated examples that do not depend on how busy the machine is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# Two workers on two shared cores make single examples slow now and then: that is no failure. Where a change is judged (CI is set)
# the examples are the same in every run; at a desk each run looks at new ones.
settings.register_profile("entente", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("entente")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of outside test data beside the checkout; the test is skipped only where that folder is absent."""
    folder = Path(os.environ.get("ENTENTE_SHARED", ROOT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip("the shared test data is not beside this checkout (../shared/data, or $ENTENTE_SHARED/data)")
    return folder
