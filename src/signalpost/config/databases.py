"""Where the data are: an SQLite file or a PostgreSQL server, and how it is talked to."""

from __future__ import annotations

from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dj_database_url

from signalpost.config.checks import Wrong

_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=NORMAL;"
        "PRAGMA busy_timeout=20000;"
        "PRAGMA foreign_keys=ON;"
        "PRAGMA cache_size=-16000;"
    ),
}
#: A server that vanished without a word would be waited for, for a quarter of an hour, by every
#: thread. In seconds, and the last one in milliseconds; the address may say otherwise.
_POSTGRESQL = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
#: Options that Django takes for itself.
_DJANGOS = {"assume_role", "isolation_level", "server_side_binding"}


def named_by(text: str) -> dict[str, Any]:
    """One of Django's DATABASES; an SQLite file that is not there yet is made."""
    try:
        parsed: dict[str, Any] = {**dj_database_url.parse(text)}
    except ValueError:
        raise _no_database() from None
    # Without it every request opens the file, or a connection, anew.
    parsed |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
    if parsed["ENGINE"] == "django.db.backends.postgresql" and parsed["NAME"]:
        options = parsed.get("OPTIONS", {})
        _check_postgresql(options)
        return parsed | {"OPTIONS": _POSTGRESQL | options}
    if parsed["ENGINE"] == "django.db.backends.sqlite3" and parsed["NAME"] != ":memory:":
        _check_sqlite(Path(parsed["NAME"]))
        _make(Path(parsed["NAME"]))
        return parsed | {"OPTIONS": _SQLITE}
    raise _no_database()


def _check_postgresql(options: dict[str, Any]) -> None:
    if not find_spec("psycopg"):
        raise Wrong(
            "What talks to PostgreSQL is not installed.",
            "Install it: pip install 'signalpost[postgres]'.",
        )
    if options:
        _check_options(options)


def _check_options(options: dict[str, Any]) -> None:
    from psycopg import ProgrammingError, conninfo

    try:
        conninfo.make_conninfo(**{name: options[name] for name in options.keys() - _DJANGOS})
    except ProgrammingError as error:
        reason = " ".join(str(error).split())
        raise Wrong(f"It has an {reason}.", "Take that out of the address.") from None


def _check_sqlite(file: Path) -> None:
    try:
        begins = _first_bytes(file) if file.is_file() else b""
    except OSError as error:
        raise Wrong(f"{file} cannot be read: {error.strerror}.", "Give it to this user.") from None
    if begins not in (b"", b"SQLite format 3\0"):
        raise Wrong(f"{file} is no SQLite file.", "Put the database back from a backup.")


def _make(file: Path) -> None:
    """For its owner alone, as SQLite makes none: the folder may be open to others."""
    with suppress(OSError):  # whoever opens it says why it cannot be
        if not file.exists():
            file.touch(mode=0o600)


def _first_bytes(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(16)


def _no_database() -> Wrong:
    return Wrong(
        "It is not the address of a PostgreSQL database, nor of an SQLite file.",
        "Set it to postgres://user:password@host/name, or leave it out: "
        "the data are then kept in the data directory.",
    )
