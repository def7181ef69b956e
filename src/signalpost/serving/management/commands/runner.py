from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from signalpost.serving import runner


class Command(BaseCommand):
    help = "carry out what is due, without serving"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser | argparse.ArgumentParser) -> None:
        parser.add_argument("--supervised", action="store_true", help=argparse.SUPPRESS)

    def handle(self, *_: Any, **given: Any) -> None:
        runner.run(is_supervised=given["supervised"])
