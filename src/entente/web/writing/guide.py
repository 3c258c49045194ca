"""What the page says round the form: its heading, what this is, who does what next.

Pure but for the language of the request. The declaration is no treaty: propose, accept, take effect. Serves I1.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from entente.web import words
from entente.web.listing import in_words
from entente.web.writing.subject import Subject


def heading(about: Subject) -> tuple[str, str]:
    """The page's heading and the sentence under it."""
    home = _("Nobody outside your government sees this until it is released.")
    headings = {
        "new": (_("New: %s"), home),
        "amend": (_("Amend: %s"), _("You write what the text should become. It changes only when all sides accept the same words.")),
        "counter": (_("Counter-proposal: %s"), _("You start from the words that you answer. Change what you would have otherwise.")),
        "report": (_("Report: %s"), _("Your side's own statement. Every other side reports for itself.")),
        "replace": (_("Replace: %s"), _("Your side's own statement; the words before it stay in the history.")),
        "edit": (_("Draft: %s"), home),
    }
    title, lead = headings[about.way]
    return str(title % in_words(words.kind(about.kind.type))), str(lead)


def compared_with(about: Subject) -> str:
    """What a text is compared with, in words."""
    return str(_("Compared with the proposal you answer") if about.counters else _("Compared with the text in effect"))


def steps(about: Subject) -> list[str]:
    """Who does what next, from here to the partner."""
    said = [_("You save the draft. It stays in your government, and colleagues can go on with it.")]
    said.append(_("Another post clears it; whoever drafted it does not. It may come back to you with comments."))
    if about.kind.joint:
        said.append(_("A releasing officer proposes it. Every other side sees it from then on."))
        said.append(_("Every other side accepts the same words, or answers. It takes effect when all have accepted and confirmed."))
    else:
        said.append(_("A releasing officer issues it as your government's statement. It asks nothing of any other side."))
    return [str(one) for one in said]
