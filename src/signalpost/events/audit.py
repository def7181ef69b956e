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
    per_hour: bool = True,
    **facts: Any,
) -> bool:
    """Something that may happen by the thousand: counted in one row. Whether this was the first.

    `per_hour` begins a new row each hour; without it there is one row for ever.
    """
    name, now = _name(name), timezone.now()
    hour = now.strftime("%Y-%m-%dT%H") if per_hour else ""
    fold = hashlib.sha256("\0".join((kind, name, address, hour)).encode()).hexdigest()
    if _count(fold, now):
        return False
    try:
        with transaction.atomic():
            _create(kind, name, user_id, address, facts, fold=fold)
    except IntegrityError:  # another process was first
        _count(fold, now)
        return False
    return True


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
