"""The book of what happened: written last in each operation's transaction."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection, models
from django.utils import timezone

from signalpost.events.kinds import KINDS
from signalpost.events.models import Event, Ledger
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Changed
from signalpost.kernel.network import storable_address
from signalpost.kernel.precondition import Precondition
from signalpost.kernel.prepared import Prepared

#: Asked with every request for the page.
_page_version = Prepared(lambda: Ledger.objects.filter(pk=1).values_list("page_version", flat=True))


def record(kind: str, subject: models.Model, *, by: Actor, **facts: Any) -> int:
    """Raise the ledger and write the event; the new version.

    Call it after the operation's last lock: everybody who records waits for this row.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An event belongs into the transaction of its change.")
    version = _raised(is_public=KINDS[kind].public)
    Event.objects.create(
        version=version,
        kind=kind,
        at=timezone.now(),
        actor_kind=by.kind,
        actor_name=by.name[:300],
        actor_user_id=by.user_id,
        address=storable_address(by.address) or "",
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        facts=facts,
    )
    return version


def _raised(*, is_public: bool) -> int:
    """The next version, in one statement: from here to the commit everybody else waits."""
    with connection.cursor() as cursor:
        cursor.execute(_RAISE, [int(is_public), is_public])
        return int(cursor.fetchone()[0])


#: The first event brings the row with it.
_RAISE = """
    INSERT INTO events_ledger (id, version, page_version) VALUES (1, 1, %s)
    ON CONFLICT (id) DO UPDATE SET
        version = events_ledger.version + 1,
        page_version = CASE WHEN %s THEN events_ledger.version + 1
            ELSE events_ledger.page_version END
    RETURNING version
"""


def since(version: int, subject: models.Model) -> models.QuerySet[Event]:
    """What the book says of that row after `version`, oldest first."""
    said = Event.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
    return said.filter(version__gt=version).order_by("version")


def as_of(
    version: int, subject: models.Model, *, fields: Collection[str] | None = None
) -> Precondition:
    """Calls a change off with Changed if the book says more of that row since `version`.

    With `fields`, only if it says it of one of them.
    """

    def still_holds() -> None:
        said = since(version, subject)
        if any(fields is None or event.is_about(fields) for event in said):
            raise Changed("Somebody has changed it since you opened it.")

    return still_holds


def version() -> int:
    """The version of the newest event; 0 before the first."""
    return Ledger.objects.filter(pk=1).values_list("version", flat=True).first() or 0


def page_version() -> int:
    """The version of the newest event that visitors can see: what their caches follow."""
    return _page_version.first() or 0
