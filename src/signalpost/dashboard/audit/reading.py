"""The book and the audit entries as one list, newest first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from signalpost.dashboard.audit import fields, words
from signalpost.events.kinds import KINDS
from signalpost.events.models import AuditEntry, Event
from signalpost.kernel.folding import Holds
from signalpost.kernel.network import storable_address

#: More than any operation writes down in one moment.
MOST_AT_ONCE = 100

#: What somebody may look for as the list shows it: `Website #3`, `component #3`, `#3`, `3`.
_NUMBERED = re.compile(r"(?:(.+?)\s+#|#?)([0-9]{1,18})")

#: What `before` and `after` are of, in events about a single field.
_ONE_FIELD = {"component.status_changed": "status", "user.role_changed": "role"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody is looking for; what is empty narrows nothing."""

    kind: str = ""
    person: str = ""
    text: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did what to what, when and from where."""

    at: datetime
    kind: str
    by: str
    what: str
    address: str
    count: int
    facts: dict[str, Any]

    @property
    def words(self) -> str:
        return words.of(self.kind)

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """Field, before, after; put in words for who reads them: some must be looked up for it."""
        return list(_changes(self.kind, self.facts))


def page(wanted: Wanted, *, before: datetime | None, size: int) -> list[Deed]:
    """The newest that are wanted and older than `before`; of one moment all or none."""
    found = newest(wanted, before=before, limit=size + MOST_AT_ONCE)
    end = size
    while size <= end < len(found) and found[end].at == found[size - 1].at:
        end += 1
    return found[:end]


def newest(wanted: Wanted, *, limit: int, before: datetime | None = None) -> list[Deed]:
    events = _narrowed(Event.objects.order_by("-at", "-pk"), wanted, "at", before)
    entries = _narrowed(AuditEntry.objects.order_by("-last_at", "-pk"), wanted, "last_at", before)
    happened = map(_of_event, events[:limit])
    noted = map(_of_entry, entries[:limit])
    return list(islice(merge(happened, noted, key=lambda deed: deed.at, reverse=True), limit))


def kinds() -> set[str]:
    return {*KINDS, *AuditEntry.objects.values_list("kind", flat=True).distinct()}


def _narrowed(
    rows: QuerySet[Any], wanted: Wanted, at: str, before: datetime | None
) -> QuerySet[Any]:
    limits = {
        "kind": wanted.kind,
        f"actor_name__{Holds.lookup_name}": wanted.person,
        f"{at}__gte": wanted.since,
        f"{at}__lte": wanted.until,
        f"{at}__lt": before,
    }
    narrowed: QuerySet[Any] = rows.filter(
        **{name: value for name, value in limits.items() if value}
    )
    if not wanted.text:
        return narrowed
    searched: QuerySet[Any] = narrowed.alias(told=Cast("facts", TextField()))
    return searched.filter(_about(wanted.text, has_subject=rows.model is Event))


def _about(text: str, *, has_subject: bool) -> Q:
    """The text in the facts, the address or the name of what it was done to; or that one's #id."""
    # Databases keep letters beyond ASCII as they are, or escaped as JSON does.
    said = Q(told__icontains=text) | Q(told__icontains=json.dumps(text)[1:-1])
    said |= Q(address__icontains=storable_address(text) or text)
    if not has_subject:
        return said
    said |= Q(subject_type__icontains=f".{text}")
    numbered = _NUMBERED.fullmatch(text)
    if not numbered:
        return said
    name, number = numbered.groups()
    one = Q(subject_id=int(number))
    return said | (one & _about(name, has_subject=True) if name else one)


def _of_event(row: Event) -> Deed:
    name = row.facts.get("name") or row.facts.get("email") or row.facts.get("hint") or ""
    subject = words.subject(row.subject_type)
    return Deed(
        at=row.at,
        kind=row.kind,
        by=f"{row.actor_name} ({row.actor_kind})",
        what=f"{name or subject} #{row.subject_id}" if subject else "",
        address=row.address,
        count=1,
        facts=row.facts,
    )


def _of_entry(row: AuditEntry) -> Deed:
    return Deed(
        at=row.last_at,
        kind=row.kind,
        by=row.actor_name,
        what="",
        address=row.address or "",
        count=row.count,
        facts=row.facts,
    )


def _changes(kind: str, facts: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    if "before" in facts and "after" in facts:
        name = _ONE_FIELD.get(kind, "value")
        yield fields.change(kind, name, facts["before"], facts["after"])
    changed = facts.get("changed")
    for name, value in changed.items() if isinstance(changed, dict) else ():
        if isinstance(value, list) and len(value) == 2:
            yield fields.change(kind, name, *value)
        else:
            label, _, after = fields.change(kind, name, None, value)
            yield label, "", after
    if facts.get("password_changed"):
        yield "Password", "", "another one"
