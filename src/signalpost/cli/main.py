"""The `signalpost` command: parses, calls, and says in a sentence what went wrong."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all went well, 1 when it was refused, 2 for wrong usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "signalpost.config.settings")
    given = list(sys.argv[1:] if arguments is None else arguments)

    # What is loaded stays: looking for rubbish in it takes a sixth of the time of a short command.
    gc.disable()
    import django

    django.setup()
    from signalpost.cli import commands

    gc.freeze()
    gc.enable()
    if given[:1] == ["manage"]:
        return commands.manage(given[1:])
    return commands.run(given)


if __name__ == "__main__":
    sys.exit(main())
