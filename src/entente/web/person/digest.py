"""Email digests: what is new in what a person follows, by reference and link alone, once; sent by `entente digest`.

Touches the database, the network (the mail server that `[mail]` in node.toml names) and standard output. What is mailed is no more than
calendar feeds show: what the person may read, and of that what the node lets out. What could not be sent is told, and sent by the next
run (RFC 5321, RFC 5322). Serves every clause.
"""

from __future__ import annotations

import os
import smtplib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.http import Http404

from entente.kernel.errors import Refusal
from entente.node import mailing
from entente.node.node import Node
from entente.node.render.layout import moment_text

NAME = "mail"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many digests were sent, to whom none could be and why; nobody's address is in it."""

    sent: int
    failed: tuple[tuple[str, str], ...]


def wish(user: Any, address: str, now_us: int) -> None:
    """Keeps where a person wants his digest, or, for an empty address, that he wants none. Refuses what is no address (W12)."""
    from entente.web.models import Preference

    if not address:
        Preference.objects.filter(user=user, name=NAME).delete()
        return
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refusal("address-malformed", "W12", "This is not an email address. Write it as name@example.org.") from error
    held, made = Preference.objects.get_or_create(user=user, name=NAME, defaults={"value": {"address": address, "told_us": now_us}})
    if not made:
        held.value = held.value | {"address": address}
        held.save(update_fields=["value"])


def address_of(user: Any) -> str:
    """Where a person wants his digest; empty for who wants none."""
    from entente.web.models import Preference

    held = Preference.objects.filter(user=user, name=NAME).first()
    return str(held.value["address"]) if held is not None else ""


def send(node: Node, day: str = "") -> Outcome:
    """Mails everybody who wishes it what is new for him; with a day, nobody who had his of that day already.

    Refuses a node whose settings name no mail server (W12).
    """
    from entente.web.models import Preference
    from entente.web.person import lowered, mail

    settings = mail.settings_of(node)
    sent, failed = 0, []
    for held in Preference.objects.filter(name=NAME).select_related("user__post").order_by("pk"):
        if day and held.value.get("told_on") == day:
            continue
        try:
            rows = _news(lowered.feed_of(node, held.user), held.user, int(held.value["told_us"]))
        except Http404:  # without a post, or let in no longer
            continue
        if not rows:
            continue
        before = held.value
        _keep(held, {"told_on": day} if day else {})  # first: who falls over between sending and writing sends nobody a second one
        try:
            message(settings, node, str(held.value["address"]), rows).send()
        except (OSError, smtplib.SMTPException) as error:
            held.value = before
            _keep(held, {})
            failed.append((held.user.username, type(error).__name__))
            continue
        _keep(held, {"told_us": max(row.changed_at for row in rows)})
        sent += 1
    return Outcome(sent, tuple(failed))


def _keep(held: Any, changed: dict[str, Any]) -> None:
    held.value = held.value | changed
    held.save(update_fields=["value"])


def _news(sight: Any, user: Any, since_us: int) -> list[Any]:
    """What is new for a person, each record once."""
    from entente.web.person import follows

    return list({row.id: row for row in (*follows.alerts(sight, since_us), *follows.news(sight, user, since_us))}.values())


def daily(node: Node) -> Outcome:
    """The day's digests, by the day of our own seat, and how they went written down for the pages. Refuses as `send` does."""
    try:
        outcome = send(node, mailing.local(node).date().isoformat())
    except Refusal as refusal:
        mailing.finish(node, 0, 0, refusal.words)
        raise
    troubles = sorted({why for _name, why in outcome.failed})
    mailing.finish(node, outcome.sent, len(outcome.failed), ", ".join(troubles))
    return outcome


def message(settings: Any, node: Node, address: str, rows: Sequence[Any]) -> EmailMessage:
    """The digest of some records: for each its reference, its link and when it changed, on the clocks of all."""
    from entente.web.person import mail

    pages, seats = mail.pages(settings), node.seats()
    parts = ["New in what you follow / フォロー中の事項の新しい動き"]
    for row in rows:
        moment = datetime.fromtimestamp(row.changed_at // 1_000_000, UTC)
        times = "\n".join(moment_text(moment, language, seats) for language in ("en", "ja"))
        parts.append(f"{row.code or row.id[:12]}\n{times}\n{pages}/records/{row.id}/")
    return mail.compose(settings, f"Entente {node.party}: {len(rows)}", "\n\n".join(parts) + "\n", address)


def main() -> int:
    """Sends the digests of the node in ENTENTE_HOME and says how it went; 1 where a digest could not be sent."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entente.web.settings")
    django.setup()
    from entente.web.process import current

    try:
        outcome = daily(current.node()) if "--daily" in sys.argv[1:] else send(current.node())
    except Refusal as refusal:
        sys.stderr.write(f"{refusal.words} [{refusal.rule}]\n")
        return 1
    sys.stdout.write(f"{outcome.sent} sent\n")
    for name, why in outcome.failed:
        sys.stderr.write(f"{name}: not sent ({why}); the next run tries again\n")
    return 1 if outcome.failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
