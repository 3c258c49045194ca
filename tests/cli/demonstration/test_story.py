"""The demonstration begins in October 2018 and names the ministries of that year."""

from __future__ import annotations

import inspect

import pytest

from entente.areas.action_plan import sample as measures
from entente.areas.consultations import sample as series
from entente.cli.demonstration import history, papers, story


@pytest.mark.parametrize("told", [measures, series, history, papers, story])
def test_the_foreign_office_has_its_name_of_2018(told: object) -> None:
    source = inspect.getsource(told)  # type: ignore[arg-type]
    assert "FCDO" not in source and "Development Office" not in source and "外務・英連邦・開発省" not in source
    assert "FCO" in source
