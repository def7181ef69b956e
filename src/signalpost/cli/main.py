"""The `signalpost` command: parses, calls, and says in a sentence what went wrong."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all went well, 1 when it was refused, 2 for wrong usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "signalpost.config.settings")
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["manage"]:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["signalpost manage", *given[1:]])
        return 0

    import django
    from environs import EnvError

    try:
        django.setup()
    except EnvError as error:
        print(f"signalpost: {error}", file=sys.stderr)
        return 1
    from signalpost.cli import commands

    return commands.run(given)


if __name__ == "__main__":
    sys.exit(main())
