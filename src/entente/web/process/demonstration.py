"""The demonstration's sign-ins, made where absent and printed: `python -m entente.web.process.demonstration` with ENTENTE_HOME set.

Touches the environment, the node's database and the output. Refused outside an exercise (W1). Serves I1.
"""

from __future__ import annotations

import os
import sys

import django

from entente.kernel.errors import Refusal


def main() -> int:
    """Prints one line for each post: sign-in name, password, title; gives 1 where the node is no exercise."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "entente.web.settings"
    django.setup()
    from entente.web.person.posts import create_demonstration_posts
    from entente.web.process import current

    try:
        for sign_in in create_demonstration_posts(current.node()):
            print(f"{sign_in.name:<14} {sign_in.password:<20} {sign_in.titles['en']}")
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
