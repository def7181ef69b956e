"""What works of this installation: for balancers, for `signalpost doctor`, for people."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection
from django.db.utils import DatabaseError
from django.utils import timezone

from signalpost.installation import schema
from signalpost.serving.models import SILENT_AFTER, Heartbeat

logger = logging.getLogger(__name__)

#: Balancers ask often and from many sides; the rows are looked at once a second at most.
_REMEMBERED_FOR = 1.0


@dataclass(frozen=True, slots=True)
class State:
    """`migrations`: all are applied. `runner`: one of them was alive a moment ago.

    `room`: this process, where it is one that serves, would take one more request.
    """

    database: bool = False
    migrations: bool = False
    runner: bool = False
    room: bool = True

    @property
    def takes_reads(self) -> bool:
        return self.database and self.migrations and self.room

    @property
    def takes_writes(self) -> bool:
        return self.takes_reads and self.runner

    def as_json(self) -> dict[str, Any]:
        return {"state": "ok" if self.takes_writes else "degraded", **asdict(self)}


def state() -> State:
    """Look now. Never raises: what cannot be looked at does not work."""
    try:
        return State(
            database=_answers(), migrations=schema.is_complete(), runner=_runner_is_alive()
        )
    except DatabaseError as error:
        logger.warning("The database does not answer: %s", error)
        connection.close()
        return State()


class Watch:
    """The state of a moment ago, shared by all who ask at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known = State()
        self._until = 0.0

    def state(self) -> State:
        with self._lock:
            if time.monotonic() >= self._until:
                self._known = state()
                self._until = time.monotonic() + _REMEMBERED_FOR
            return self._known


def _answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _runner_is_alive() -> bool:
    if Heartbeat._meta.db_table not in connection.introspection.table_names():
        return False
    return Heartbeat.objects.filter(at__gt=timezone.now() - SILENT_AFTER).exists()
