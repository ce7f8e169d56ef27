"""`carnet …`: the process made ready, then the command line."""

from __future__ import annotations

import os
import sys

from bot import garbage

NOT_FOR_US = ("click", "greenlet", "pygments", "rich")
"""What libraries load where they find it, to colour terminals that a service has not: 9 MB."""


def main() -> None:
    """Entry point of the `carnet` script; what it writes, its own account alone may read."""
    os.umask(0o077)
    for name in NOT_FOR_US:
        # Python's own way to say that a module is not there.
        sys.modules[name] = None  # type: ignore[assignment]
    with garbage.importing():
        from bot.commands.line import app
    app()


if __name__ == "__main__":
    main()
