"""Entries of the audit trail that are no events: plain rows, without the ledger and its lock."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from signalpost.events.models import AuditEntry
from signalpost.kernel.network import storable_address
from signalpost.kernel.text import storable, without_controls


def note(
    kind: str,
    *,
    name: str,
    user_id: int | None = None,
    address: str = "",
    **facts: Any,
) -> None:
    """Something that happened once and is worth a row of its own."""
    _create(kind, _name(name), user_id, address, facts, fold=None)


def note_repeated(
    kind: str,
    *,
    name: str,
    user_id: int | None = None,
    address: str = "",
    apart: str = "",
    per_hour: bool = True,
    **facts: Any,
) -> bool:
    """Something that may happen by the thousand: counted in one row. Whether this was the first.

    `apart` keeps rows of one name and address from each other. `per_hour` begins a new row each
    hour; without it there is one row for ever.
    """
    name, now = _name(name), timezone.now()
    fold = _fold(kind, name, address, apart, now if per_hour else None)
    if _count(fold, now):
        return False
    try:
        with transaction.atomic():
            _create(kind, name, user_id, address, facts, fold=fold)
    except IntegrityError:  # another process was first
        _count(fold, now)
        return False
    return True


def note_again(kind: str, *, name: str, address: str = "", apart: str = "") -> bool:
    """Count one more in the row of this hour; whether there was such a row."""
    now = timezone.now()
    return bool(_count(_fold(kind, _name(name), address, apart, now), now))


def _fold(kind: str, name: str, address: str, apart: str, now: datetime | None) -> str:
    hour = now.strftime("%Y-%m-%dT%H") if now else ""
    parts = (kind, name, storable_address(address) or "", apart, hour)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _count(fold: str, now: datetime) -> int:
    return AuditEntry.objects.filter(fold=fold).update(count=F("count") + 1, last_at=now)


def _create(
    kind: str,
    name: str,
    user_id: int | None,
    address: str,
    facts: dict[str, Any],
    *,
    fold: str | None,
) -> None:
    now = timezone.now()
    AuditEntry.objects.create(
        kind=kind,
        actor_name=name,
        actor_user_id=user_id,
        address=storable_address(address),
        facts=facts,
        first_at=now,
        last_at=now,
        fold=fold,
    )


def _name(text: str) -> str:
    return without_controls(text)[:300] if storable(text) else "?"
