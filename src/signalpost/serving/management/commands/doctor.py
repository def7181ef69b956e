from __future__ import annotations

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from signalpost.serving import doctor


class Command(BaseCommand):
    help = "say what is wrong and what to do"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser | argparse.ArgumentParser) -> None:
        """None: it looks at everything."""

    def handle(self, *_: Any, **__: Any) -> None:
        findings = doctor.examine()
        for finding in findings:
            print(finding)
        if any(finding.is_wrong for finding in findings):
            sys.exit(1)
