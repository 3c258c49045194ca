"""An administrator's first password, printed: `python -m entente.web.process.administrator NAME` with ENTENTE_HOME set.

Touches the environment, the node's database and the output. Serves S2, A1.
"""

from __future__ import annotations

import os
import sys

import django

from entente.kernel.errors import Refusal


def main(name: str) -> int:
    """Prints the password; gives 1 and says why where it was refused."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "entente.web.settings"
    django.setup()
    from entente.web.administration.first import appoint
    from entente.web.process import current

    try:
        print(appoint(current.node(), name))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
