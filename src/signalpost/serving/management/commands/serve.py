from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from signalpost.serving import server


class Command(BaseCommand):
    help = "serve the page and the API, with the runner beside them"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser | argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=_port, default=8000)
        parser.add_argument("--workers", type=_count, default=1, help="serving processes")
        parser.add_argument("--no-runner", action="store_true", help="leave the runner to others")
        parser.add_argument("--inherit", type=int, help=argparse.SUPPRESS)

    def handle(self, *_: Any, **given: Any) -> None:
        if given["inherit"] is not None:
            server.serve_inherited(given["inherit"])
            return
        try:
            listener = server.listen(given["host"], given["port"])
        except server.CannotListen as error:
            raise CommandError(str(error)) from None
        with listener:
            server.serve(listener, workers=given["workers"], with_runner=not given["no_runner"])


def _port(text: str) -> int:
    return _between(text, 0, 65535)


def _count(text: str) -> int:
    return _between(text, 1, 64)


def _between(text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise argparse.ArgumentTypeError(f"{text} is not a number from {least} to {most}")
    return int(text)
