"""Every operation that takes a body has an example, and each is read by the schema that reads requests."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest

from entente.web.api import examples, urls


def taking_bodies() -> dict[str, Any]:
    found = {}
    for operations in urls.description()["paths"].values():
        for one in operations.values():
            sent = one.get("requestBody", {}).get("content", {}).get("application/json")
            if sent is not None:
                found[one["operationId"]] = sent
    return found


def test_every_operation_with_a_body_has_an_example() -> None:
    assert set(taking_bodies()) == set(examples.BODIES)


@pytest.mark.parametrize("operation", sorted(examples.BODIES))
def test_an_example_has_the_form_of_a_request(operation: str) -> None:
    schema = {"components": urls.description()["components"], **taking_bodies()[operation]["schema"]}
    jsonschema_rs.validate(schema, taking_bodies()[operation]["example"])
    with pytest.raises(jsonschema_rs.ValidationError):
        jsonschema_rs.validate(schema, [])


def test_parameters_have_examples() -> None:
    every = [one for operations in urls.description()["paths"].values() for one in operations.values()]
    shown = {found["name"] for one in every for found in one.get("parameters", ()) if "example" in found}
    assert shown == set(examples.PARAMETERS)
