"""The `signalpost` command: parses, calls, and says in a sentence what went wrong."""

from __future__ import annotations

import gc
import os
import sys


def main() -> int:
    """Run one command; 0 when all went well, 1 when it was refused, 2 for wrong usage."""
    try:
        return _run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130  # what shells say of it


def _run(given: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "signalpost.config.settings")
    # What is loaded stays: looking for rubbish in it takes a sixth of the time of a short command.
    gc.disable()
    import django

    django.setup()
    from django.db import connections

    from signalpost.cli import commands

    gc.freeze()
    gc.enable()
    try:
        if given[:1] == ["manage"]:
            return commands.manage(given[1:])
        return commands.run(given)
    finally:
        # Without a goodbye SQLite leaves what was written in a file beside the database.
        connections.close_all()


if __name__ == "__main__":
    sys.exit(main())
