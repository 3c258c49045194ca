"""The list of operations in docs/api.md, from the description; written anew by `python -m tests.web.api.listing` from the checkout."""

from __future__ import annotations

from pathlib import Path

DOC = Path(__file__).resolve().parents[3] / "docs" / "api.md"
START = "<!-- operations -->\n"


def operations() -> str:
    """The table of operations as the description has them."""
    from entente.web.api import urls

    by_tag: dict[str, list[str]] = {}
    for address, described in urls.description()["paths"].items():
        for method, one in described.items():
            by_tag.setdefault(one["tags"][0], []).append(f"| `{method.upper()} {address}` | {one['summary']} |")
    return "\n".join(
        f"## {tag.capitalize()}\n\n| operation | what it does |\n|---|---|\n" + "\n".join(lines) + "\n" for tag, lines in by_tag.items()
    )


if __name__ == "__main__":
    import os

    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "entente.web.settings"
    django.setup()
    DOC.write_text(DOC.read_text("utf-8").partition(START)[0] + START + operations(), "utf-8")
