"""What was said of components, read from the rows into plain values: few queries for all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import OuterRef, Subquery

from signalpost.components.models import Component, StatusChange
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents.models import SAID_AT, Impact
from signalpost.kernel.text import in_line
from signalpost.overview.rules import Said
from signalpost.overview.uptime import Claim, Covered
from signalpost.overview.views import WindowView


@dataclass(slots=True)
class History:
    """Of one component. What is still going on has no end."""

    asserted: list[Said] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    windows: list[Covered] = field(default_factory=list)


def read(
    component_ids: Collection[int],
    windows: Iterable[WindowView],
    *,
    since: datetime,
    until: datetime,
) -> dict[int, History]:
    """What visitors may know of that time, as of `until`: whole impacts and windows, not cut."""
    found = {pk: History() for pk in component_ids}
    for pk, status, at, _ in _changes(component_ids, since=since, until=until):
        found[pk].asserted.append(Said(ComponentStatus(status), at))
    for pk, incident_id, name, status, said_at, began_at, ended_at in _impacts(
        since=since, until=until
    ):
        if pk in found:
            end = ended_at and min(ended_at, until)
            found[pk].claims.append(
                Claim(incident_id, in_line(name), ComponentStatus(status), said_at, began_at, end)
            )
    for pk, covered in _covered(windows, until=until):
        if pk in found:
            found[pk].windows.append(covered)
    return found


def _changes(
    component_ids: Collection[int], *, since: datetime, until: datetime
) -> Iterable[tuple[int, str, datetime, int]]:
    """Those of that time, and of each component the last before: what was asserted as it began."""
    earlier = StatusChange.objects.filter(component=OuterRef("pk"), at__lte=since)
    last = Subquery(earlier.order_by("-at", "-pk").values("pk")[:1])
    openings = Component.objects.filter(pk__in=component_ids).values_list(last)
    within = StatusChange.objects.filter(component__in=component_ids, at__gt=since, at__lte=until)
    before = StatusChange.objects.filter(pk__in=openings)
    columns = ("component", "after", "at", "pk")
    both = within.values_list(*columns).union(before.values_list(*columns), all=True)
    return both.order_by("at", "pk")


def _impacts(
    *, since: datetime, until: datetime
) -> Iterable[tuple[int, int, str, str, datetime, datetime, datetime | None]]:
    heard = Impact.objects.heard(at=until).lasting(since=since, until=until)
    return heard.order_by("began_at", "pk").values_list(
        "component", "incident", "incident__name", "status", SAID_AT, "began_at", "ended_at"
    )


def _covered(windows: Iterable[WindowView], *, until: datetime) -> Iterator[tuple[int, Covered]]:
    for window in windows:
        if window.began_at:
            covered = Covered(window.began_at, window.ended_at and min(window.ended_at, until))
            yield from ((component.component_id, covered) for component in window.components)
