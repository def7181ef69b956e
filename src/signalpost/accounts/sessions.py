"""Django's sessions in our own table, so that people see where they are signed in."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from signalpost.accounts.models import Session
from signalpost.kernel.network import storable_address
from signalpost.kernel.prepared import Prepared, given
from signalpost.kernel.sealing import Unreadable, seal, unseal

#: How often at most it is written down that someone is still there.
NOTED_EVERY = timedelta(minutes=5)

#: The cookie of `reader_pass`.
READER_COOKIE = "signalpost_team_reader"

#: How long a session is kept that nobody has signed in with.
STRANGERS_LAST = timedelta(hours=1)

_running = Prepared(
    lambda: Session.objects.filter(
        pk=given("key", CharField()), expire_date__gt=given("now", DateTimeField())
    )
)

_DEVICE = "device"
_KEY = re.compile(r"[a-z0-9]{8,40}")


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _validate_session_key(self, key: str | None) -> bool:
        """A cookie holds what its sender likes; only what we make is worth a look-up."""
        return bool(_KEY.fullmatch(key or ""))

    def _get_session_from_db(self) -> Session | None:
        """What Django's own finds."""
        found = _running.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = super().create_model_instance(data)
        assert isinstance(row, Session)
        device = data.get(_DEVICE, {})
        row.user_id = data.get(SESSION_KEY)
        if row.user_id is None:  # anybody can begin one
            row.expire_date = min(row.expire_date, timezone.now() + STRANGERS_LAST)
        row.address = storable_address(device.get("address", ""))
        row.agent = device.get("agent", "")
        row.began_at = _moment(device.get("began_at"))
        row.seen_at = _moment(device.get("seen_at"))
        return row


def begin(session: SessionBase, *, address: str, agent: str) -> None:
    """Note from where someone has just signed in."""
    now = timezone.now().isoformat()
    session[_DEVICE] = {"address": address, "agent": agent[:200], "began_at": now, "seen_at": now}


def reader_pass(session: SessionBase) -> str:
    """What lets this browser read a private page, for as long as the session runs.

    The session's own cookie stays with the dashboard. The key is sealed: it would open that, too.
    """
    return seal(session.session_key or "")


def may_read(reader_pass: str) -> bool:
    try:
        key = unseal(reader_pass)
    except Unreadable:
        return False
    running = Session.objects.filter(pk=key, expire_date__gt=timezone.now(), user__is_active=True)
    return bool(key) and running.exists()


def note_use(session: SessionBase, *, address: str) -> None:
    device = session.get(_DEVICE)
    now = timezone.now()
    if device and now - (_moment(device["seen_at"]) or now) > NOTED_EVERY:
        session[_DEVICE] = device | {"address": address, "seen_at": now.isoformat()}


def forget_expired() -> int:
    deleted, _ = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return deleted


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
