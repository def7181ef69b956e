"""What is wrong with this installation, and what to do about it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.utils import DatabaseError

from signalpost.accounts import factors
from signalpost.installation import schema
from signalpost.kernel import web_address
from signalpost.notifications import mail
from signalpost.notifications.models import Delivery
from signalpost.serving import health
from signalpost.site import operations as site

#: Below this much room backups and the write-ahead log run out of breath.
LEAST_FREE = 500 * 2**20


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; `advice` when something is to be done."""

    subject: str
    says: str
    advice: str = ""

    @property
    def is_wrong(self) -> bool:
        return bool(self.advice)

    def __str__(self) -> str:
        mark = "WRONG" if self.is_wrong else "ok   "
        hint = f"\n         → {self.advice}" if self.advice else ""
        return f"{mark} {self.subject}: {self.says}{hint}"


Look = Callable[[], Iterator[Finding]]


def examine() -> list[Finding]:
    """Each part looked at on its own: one that fails hides only what cannot be seen without it."""
    found = [Finding(mistake.setting, mistake.says, mistake.hint) for mistake in settings.MISTAKES]
    for look, needed in _LOOKS.items():
        if needed.isdisjoint(finding.subject for finding in found if finding.is_wrong):
            found += _safely(look)
    return found


def _safely(look: Look) -> list[Finding]:
    try:
        return list(look())
    except DatabaseError as error:
        subject = look.__name__.strip("_")
        return [Finding(subject, f"the database refused: {error}", "See the database above.")]


def _settings() -> Iterator[Finding]:
    here = site.current()
    if not here.is_set_up:
        yield Finding(
            "set-up", "not done", "Run: signalpost setup --email … --password … --site-name …"
        )
    elif here.address:
        yield _address(here.address)
    else:
        yield Finding(
            "address",
            "not set, made from each request",
            "Set SITE_URL=https://…, or say it in the settings: links in mails and feeds need it.",
        )


def _address(address: str) -> Finding:
    try:
        return Finding("address", web_address.checked(address))
    except ValueError as error:
        return Finding("address", str(error), "Correct it in the settings, or set SITE_URL.")


_KEY = "Make one with: openssl rand -base64 48. Put the old one into SECRET_KEY_FALLBACKS."


def _key() -> Iterator[Finding]:
    path: Path | None = settings.KEY_FILE
    if path is None and settings.KEY_IS_WEAK:
        yield Finding("key", "from SECRET_KEY, and so short or plain that it can be guessed", _KEY)
    elif path is None:
        yield Finding("key", "from SECRET_KEY")
    elif path.stat().st_mode & 0o077:
        yield Finding("key", "others may read it", f"Run: chmod 600 {path}")
    else:
        yield Finding("key", "in the data directory, readable by its owner alone")


def _second_factors() -> Iterator[Finding]:
    if lost := factors.count_unreadable():
        yield Finding(
            "second factors",
            f"{lost} set up with another key than there is now, so no code of theirs fits",
            "Put that key back, or into SECRET_KEY_FALLBACKS. "
            "Without it: signalpost user rescue --email … --password …",
        )


def _database() -> Iterator[Finding]:
    state = health.state()
    if not state.database:
        yield Finding("database", "does not answer", _how_to_reach_it())
        return
    if harm := _harm():
        yield Finding("database", f"is damaged: {harm}", "Stop the server and restore a backup.")
        return
    yield Finding("database", f"{connection.vendor} answers")
    if schema.is_newer():
        yield Finding("migrations", schema.NEWER, schema.BACK)
    elif state.migrations:
        yield Finding("migrations", "all applied")
    else:
        yield Finding("migrations", "some are missing", "Run: signalpost manage migrate")


def _harm() -> str:
    """What SQLite finds wrong with its file; a server of databases looks after itself."""
    if connection.vendor != "sqlite":
        return ""
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            said = str(cursor.fetchone()[0])
    except DatabaseError as error:
        return str(error)
    return "" if said == "ok" else " ".join(said.split())


def _how_to_reach_it() -> str:
    if connection.vendor == "sqlite":
        file = connection.settings_dict["NAME"]
        return f"Check that {file} can be read and written; if it is damaged, restore a backup."
    return "Check DATABASE_URL and that it runs."


def _clock() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        now = "extract(epoch from now())" if connection.vendor == "postgresql" else "unixepoch()"
        cursor.execute(f"SELECT {now}")
        apart = abs(float(cursor.fetchone()[0]) - time.time())
    if apart > 5:
        yield Finding("clock", f"{apart:.0f} s off the database's", "Synchronise both with NTP.")
    else:
        yield Finding("clock", "agrees with the database's")


def _mail() -> Iterator[Finding]:
    server = mail.server()
    waiting = Delivery.objects.waiting().count()
    tried = Delivery.objects.waiting().exclude(error="").order_by("-due_at").first()
    if server and tried:
        yield Finding(
            "mail",
            f"goes by {server.host}, {waiting} waiting; at the last try: {tried.error}",
            "Check that the server runs, and EMAIL_URL or the settings of mail. "
            "What waits is tried again by itself.",
        )
    elif server:
        yield Finding("mail", f"goes by {server.host}, {waiting} waiting")
    elif host := site.mail().host:
        yield Finding(
            "mail",
            f"the password for {host} cannot be read any more, {waiting} waiting",
            "Type it anew in the settings of mail, or put its key into SECRET_KEY_FALLBACKS.",
        )
    elif waiting:
        yield Finding(
            "mail",
            f"{waiting} waiting, and no server to take it",
            "Set EMAIL_URL=submission://user:password@mail.example.com.",
        )
    else:
        yield Finding("mail", "no server is set, so none is sent")


def _cache() -> Iterator[Finding]:
    if not settings.CACHE_IS_APART:
        return
    try:
        cache.check_server()  # type: ignore[attr-defined]
    except Exception as error:  # each kind of server has its own
        yield Finding(
            "cache",
            f"does not answer, a table of the database stands in for it: {error}",
            "Check CACHE_URL and that it runs, or leave it out: the table alone does.",
        )
    else:
        yield Finding("cache", "answers")


def _runner() -> Iterator[Finding]:
    if health.state().runner:
        yield Finding("runner", "its heart beats")
    else:
        yield Finding("runner", "no heartbeat", "Start it: signalpost serve, or signalpost runner")


def _disk() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.DATA_DIR).free
    megabytes = f"{free // 2**20} MB free for {settings.DATA_DIR}"
    if free < LEAST_FREE:
        yield Finding("disk", megabytes, "Make room, or move SIGNALPOST_DATA_DIR.")
    else:
        yield Finding("disk", megabytes)


#: Each look, and what must not have been found wrong for it to see anything.
_LOOKS: dict[Look, set[str]] = {
    _database: {"DATABASE_URL"},
    _settings: {"DATABASE_URL", "database", "migrations", "SITE_URL"},
    _key: {"SECRET_KEY", "SIGNALPOST_DATA_DIR"},
    _clock: {"DATABASE_URL", "database"},
    _second_factors: {"DATABASE_URL", "database", "migrations", "SECRET_KEY"},
    _mail: {"DATABASE_URL", "database", "migrations", "EMAIL_URL"},
    _cache: {"CACHE_URL"},
    _runner: {"DATABASE_URL", "database"},
    _disk: {"SIGNALPOST_DATA_DIR"},
}
