"""Maintenance as a visitor sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Min, Q
from django.db.models.functions import Coalesce, TruncMonth

from signalpost.kernel.actor import GUEST
from signalpost.kernel.text import in_line
from signalpost.maintenance.models import Window, WindowQuerySet, WindowUpdate
from signalpost.maintenance.statuses import WindowStatus
from signalpost.overview import names
from signalpost.overview.names import Names
from signalpost.overview.views import CoveredView, WindowUpdateView, WindowView

#: Where a window stands in time: a row's own `since`.
_SINCE = Coalesce("began_at", "starts_at")


def find(window_id: int) -> WindowView | None:
    """One window as a visitor sees it; None where there is none for visitors."""
    seen = Window.objects.seen_by(GUEST).filter(pk=window_id)
    return next(iter(_views(seen, names.shown())), None)


def lasting(known: Names, *, since: datetime) -> list[WindowView]:
    """What has not ended by then, in the order of time: past, in progress and upcoming."""
    return _views(Window.objects.seen_by(GUEST).lasting(since=since), known)


def over(*, since: datetime, until: datetime) -> tuple[WindowView, ...]:
    """Those that began in that time and are complete, the newest first."""
    began = Q(began_at__gte=since, began_at__lt=until)
    planned = Q(began_at__isnull=True, starts_at__gte=since, starts_at__lt=until)
    return tuple(reversed(_views(_complete().filter(began | planned), names.shown())))


def first_over() -> datetime | None:
    """When the first of those began that are complete."""
    first: datetime | None = _complete().aggregate(first=Min(_SINCE))["first"]
    return first


def months_of_any(*, zone: ZoneInfo) -> set[date]:
    """The first days of the months in which one began that is complete."""
    found = _complete().annotate(month=TruncMonth(_SINCE, tzinfo=zone)).order_by()
    return {month.date() for month in found.values_list("month", flat=True).distinct()}


def addresses(*, limit: int = 5_000) -> list[tuple[int, datetime]]:
    """Ids of the newest, and when each was changed last."""
    rows = Window.objects.seen_by(GUEST).order_by("-starts_at", "-pk")
    return list(rows.values_list("pk", "updated_at")[:limit])


def _complete() -> WindowQuerySet:
    return Window.objects.seen_by(GUEST).filter(status=WindowStatus.COMPLETE)


_COLUMNS = (
    "pk",
    "name",
    "message",
    "status",
    "starts_at",
    "ends_at",
    "began_at",
    "ended_at",
    "created_at",
    "updated_at",
    "coverage__component",
)


def _views(rows: WindowQuerySet, known: Names) -> list[WindowView]:
    """In the order of time; with their updates two queries, whatever their number."""
    windows, covered = {}, defaultdict(set)
    for row in rows.values_list(*_COLUMNS, named=True):  # one for each component it covers
        windows[row.pk] = row
        covered[row.pk].add(row.coverage__component)
    updates = _updates(windows)
    views = [
        WindowView(
            id=pk,
            name=in_line(window.name),
            message=window.message,
            status=WindowStatus(window.status),
            starts_at=window.starts_at,
            ends_at=window.ends_at,
            began_at=window.began_at,
            ended_at=window.ended_at,
            planned_at=window.created_at,
            changed_at=window.updated_at,
            components=tuple(CoveredView(*one) for one in known.items() if one[0] in covered[pk]),
            updates=tuple(updates[pk]),
        )
        for pk, window in windows.items()
    ]
    return sorted(views, key=lambda view: (view.since, view.id))


def _updates(window_ids: Collection[int]) -> dict[int, list[WindowUpdateView]]:
    """By window, newest first."""
    found = defaultdict(list)
    rows = WindowUpdate.objects.filter(window__in=window_ids).order_by("-created_at", "-pk")
    for window_id, pk, message, created_at in rows.values_list(
        "window", "pk", "message", "created_at"
    ):
        found[window_id].append(WindowUpdateView(pk, message, created_at))
    return found
