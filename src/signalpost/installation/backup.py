"""A copy of all that cannot be made anew, taken while others write."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection

from signalpost.kernel.errors import Conflict


def write(folder: Path) -> None:
    """Make `folder`, which then is a data directory that a server can begin from."""
    if connection.vendor != "sqlite":
        raise Conflict("The data are in PostgreSQL: back them up with pg_dump, and keep the key.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise Conflict(f"{folder} is not empty; a backup needs a directory of its own.")
    if settings.KEY_FILE:
        _copy_key(settings.KEY_FILE, folder / settings.KEY_FILE.name)
    # What is not whole does not have the name of a database.
    draft = folder / "unfinished"
    _copy_database(draft)
    draft.rename(folder / "signalpost.sqlite3")


def _copy_key(key: Path, copy: Path) -> None:
    copy.touch(mode=0o600)
    shutil.copyfile(key, copy)


def _copy_database(copy: Path) -> None:
    copy.touch(mode=0o600)
    connection.ensure_connection()
    with connection.wrap_database_errors, closing(sqlite3.connect(copy)) as target:
        connection.connection.backup(target)
