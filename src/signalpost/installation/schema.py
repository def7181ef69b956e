"""The database brought to this version's shape, by one process at a time."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from signalpost import __version__
from signalpost.kernel.errors import Conflict

#: Any number does, as long as every Signalpost asks for the same one.
_ADVISORY_LOCK = 7_415_331

NEWER = f"The database has been changed by a newer Signalpost than this one ({__version__})."
BACK = "Install that version again, or restore the backup that was made before the upgrade."


def migrate() -> None:
    """Whoever may meet others at it does so `alone`. Conflict where newer code was here before."""
    executor = MigrationExecutor(connection)
    if _unknown_to(executor):
        raise Conflict(f"{NEWER} {BACK}")
    if _missing_to(executor):
        call_command("migrate", verbosity=0, interactive=False)


def is_newer() -> bool:
    """Whether the database has been through changes that this version knows nothing of."""
    return bool(_unknown_to(MigrationExecutor(connection)))


def is_complete() -> bool:
    """Whether it has been through all the changes that this version needs."""
    return not _missing_to(MigrationExecutor(connection))


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


def _missing_to(executor: MigrationExecutor) -> list[object]:
    return [*executor.migration_plan(executor.loader.graph.leaf_nodes())]


def _unknown_to(executor: MigrationExecutor) -> set[tuple[str, str]]:
    """Applied, and neither among ours nor among those that one of ours stands for.

    What belongs to a part that is not installed, a part that was taken out, does no harm.
    """
    ours = executor.loader.disk_migrations
    known = ours.keys() | {old for migration in ours.values() for old in migration.replaces}
    parts = {part for part, _name in ours}
    return {one for one in executor.loader.applied_migrations if one[0] in parts} - known
