"""Incidents as a visitor sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from django.db.models import Q
from django.utils import timezone

from signalpost.components.models import in_shown_group
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents.models import Impact, Incident, Update
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import GUEST
from signalpost.kernel.text import in_line
from signalpost.overview import names
from signalpost.overview.names import Names
from signalpost.overview.views import ImpactView, IncidentView, StatedView, UpdateView


def find(incident_id: int) -> IncidentView | None:
    """One incident as a visitor sees it; None where there is none for visitors."""
    seen = Incident.objects.seen_by(GUEST, at=timezone.now())
    return next(iter(views(seen.filter(pk=incident_id), names.shown())), None)


def on_page(
    known: Names, *, since: datetime, at: datetime
) -> tuple[list[IncidentView], datetime | None]:
    """What happened since then, and what is unresolved or pinned, however old: newest first.

    And when the next embargo ends: one question for both.
    """
    seen = Incident.objects.seen_by(GUEST, at=_WHEN_ALL_IS_PUBLISHED)
    rows = list(seen.in_sight(since=since, at=at).order_by("-occurred_at", "-pk"))
    coming = [row.published_at for row in rows if row.published_at > at]
    told = views((row for row in rows if row.published_at <= at), known)
    return told, min(coming, default=None)


_WHEN_ALL_IS_PUBLISHED = datetime.max.replace(tzinfo=UTC)


def views(rows: Iterable[Incident], known: Names) -> list[IncidentView]:
    """In the order of `rows`, with two more queries whatever their number."""
    rows = list(rows)
    ids = [row.pk for row in rows]
    said = _said(ids, known)
    updates = _updates(ids, said, known)
    return [
        IncidentView(
            id=row.pk,
            name=in_line(row.name),
            message=row.message,
            status=IncidentStatus(row.status),
            is_pinned=row.stickied,
            occurred_at=row.occurred_at,
            resolved_at=row.resolved_at,
            impacts=_one_per_component(said[row.pk]),
            said=tuple(said[row.pk]),
            updates=tuple(updates[row.pk]),
            postmortem=row.postmortem.rstrip(),
        )
        for row in rows
    ]


def _updates(
    incident_ids: list[int], said: Mapping[int, list[ImpactView]], known: Names
) -> dict[int, list[UpdateView]]:
    """By incident, newest first."""
    found = defaultdict(list)
    rows = Update.objects.filter(incident__in=incident_ids).order_by("-created_at", "-pk")
    for incident_id, pk, status, message, created_at, given in rows.values_list(
        "incident", "pk", "status", "message", "created_at", "stated"
    ):
        stated = _stated(given, said[incident_id], known) if given else ()
        update = UpdateView(pk, IncidentStatus(status), message, created_at, stated)
        found[incident_id].append(update)
    return found


def _stated(
    given: Mapping[str, str], said: Iterable[ImpactView], known: Names
) -> tuple[StatedView, ...]:
    """Of what visitors see, in its order, and then of what is gone but was touched."""
    named = {**known} | {impact.component_id: impact.component for impact in said}
    return tuple(
        StatedView(pk, name, ComponentStatus(given[str(pk)]))
        for pk, name in named.items()
        if str(pk) in given
    )


def _said(incident_ids: list[int], known: Names) -> dict[int, list[ImpactView]]:
    """By incident, oldest first: what it said of components that visitors may know of."""
    found = defaultdict(list)
    shown = Q(component__enabled=True) & in_shown_group("component__")
    # Past incidents still name a component that is gone, open ones do not.
    lasting = Q(component__deleted_at__isnull=True) | Q(ended_at__isnull=False)
    rows = Impact.objects.filter(shown, lasting, incident__in=incident_ids)
    for incident_id, component_id, name, status, began_at, ended_at in rows.order_by(
        "began_at", "pk"
    ).values_list("incident", "component", "component__name", "status", "began_at", "ended_at"):
        found[incident_id].append(
            ImpactView(
                component_id,
                in_line(name),
                has_page=component_id in known,
                status=ComponentStatus(status),
                began_at=began_at,
                ended_at=ended_at,
            )
        )
    return found


def _one_per_component(said: Iterable[ImpactView]) -> tuple[ImpactView, ...]:
    """What is said now, or else the worst that was said; what is open stands first."""
    best: dict[int, ImpactView] = {}
    for impact in said:
        known = best.get(impact.component_id)
        if known is None or _outweighs(impact, known):
            best[impact.component_id] = impact
    return tuple(
        sorted(
            best.values(),
            key=lambda impact: (
                impact.ended_at is not None,
                -impact.status.severity,
                impact.component,
            ),
        )
    )


def _outweighs(impact: ImpactView, known: ImpactView) -> bool:
    if (impact.ended_at is None) != (known.ended_at is None):
        return impact.ended_at is None
    return impact.status.severity > known.status.severity
