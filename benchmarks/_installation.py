"""An installation of a benchmark's own: an empty SQLite database in a temporary folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile


def alone(module: str) -> None:
    """Call `measure()` of that module in a process whose Django has a new database."""
    with tempfile.TemporaryDirectory(prefix="signalpost-bench-") as folder:
        environment = os.environ | {
            "SIGNALPOST_DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "signalpost.config.settings",
        }
        environment.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", __name__, module]
        subprocess.run(command, env=environment, check=True)


def _measure(module: str) -> None:
    import importlib

    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    importlib.import_module(module).measure()


if __name__ == "__main__":
    _measure(sys.argv[1])
