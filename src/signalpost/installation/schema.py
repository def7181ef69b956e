"""The database brought to this version's shape, by one process at a time."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator

from django.conf import settings
from django.core.management import call_command
from django.db import connection

#: Any number does, as long as every Signalpost asks for the same one.
_ADVISORY_LOCK = 7_415_331


def migrate() -> None:
    """Whoever may meet others at it does so `alone`."""
    call_command("migrate", verbosity=0, interactive=False)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One process at a time: on this machine by a file, between machines by the database."""
    with (settings.DATA_DIR / "prepare.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_ADVISORY_LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_ADVISORY_LOCK])
