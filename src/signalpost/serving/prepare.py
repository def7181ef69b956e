"""What must be done before Django can answer: migrations and static files, by one at a time."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.db.utils import InterfaceError, OperationalError

from signalpost.installation.schema import alone, migrate
from signalpost.serving.bridge import WsgiApplication

logger = logging.getLogger(__name__)

_BETWEEN_TRIES = 2.0


def prepare(*, is_wanted: Callable[[], bool]) -> WsgiApplication | None:
    """Django, ready to answer; None when no longer wanted."""
    if one_by_one(migrate, collect_static, is_wanted=is_wanted):
        return get_wsgi_application()
    return None


def one_by_one(*steps: Callable[[], None], is_wanted: Callable[[], bool]) -> bool:
    """Done by one process at a time. Waits while the database is away; False when not wanted."""
    while is_wanted():
        try:
            with alone():
                for step in steps:
                    step()
            return True
        except (OperationalError, InterfaceError) as error:
            logger.warning("Waiting for the database: %s", str(error).strip())
            connection.close()
            time.sleep(_BETWEEN_TRIES)
        finally:
            connection.close()
    return False


def collect_static() -> None:
    """Copy and compress the static files, unless they are the same as at the last start."""
    stamp = settings.STATIC_ROOT / ".stamp"
    current = _fingerprint()
    if stamp.exists() and stamp.read_text() == current:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(current)


def _fingerprint() -> str:
    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            seen.update(f"{name}:{about.st_size}:{about.st_mtime_ns}\n".encode())
    return seen.hexdigest()
