"""Forms as a browser without scripts sends them: what stands in each control, changed where a test types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client
from lxml import html


@dataclass
class Sheet:
    """A form on a page: its fields by name, the page's words."""

    fields: dict[str, list[str]]
    words: str

    def typed(self, do: str = "save", **changed: Any) -> dict[str, list[str]]:
        """What is sent when these controls were changed and a button pressed; "__" stands for a dot."""
        more = {name.replace("__", "."): value if isinstance(value, list) else [value] for name, value in changed.items()}
        return {**self.fields, **more, "do": [do]}


def read(content: bytes) -> Sheet:
    """The form with what a browser would send of it."""
    page = html.fromstring(content.decode())
    (form,) = page.xpath("//form[@id='writing']")
    fields: dict[str, list[str]] = {}
    for element in form.xpath(".//input|.//textarea|.//select"):
        kind = element.get("type")
        if not element.get("name") or kind == "file" or (kind in ("checkbox", "radio") and element.get("checked") is None):
            continue
        if element.tag == "textarea":
            value = (element.text or "").removeprefix("\n")
        elif element.tag == "select":
            value = next((option.get("value") for option in element.xpath("./option[@selected]")), "")
        else:
            value = element.get("value", "")
        fields.setdefault(element.get("name"), []).append(value)
    return Sheet(fields, " ".join(page.text_content().split()))


def opened(client: Client, address: str) -> Sheet:
    """The form at an address."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return read(answer.content)
