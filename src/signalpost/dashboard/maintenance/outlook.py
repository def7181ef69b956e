"""What will happen when a form about a window is sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from signalpost.dashboard import outlook
from signalpost.dashboard.maintenance.forms import state_of
from signalpost.maintenance.models import Window, WindowQuerySet
from signalpost.maintenance.statuses import WindowStatus
from signalpost.overview import forecast
from signalpost.overview.forecast import NEW, Present, Work
from signalpost.subscribers import following

#: So many others at the same time are named.
MOST = 3


@dataclass(frozen=True, slots=True)
class Overlap:
    """`shared`: components that both cover, by name."""

    window: Window
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook(outlook.Outlook):
    status: WindowStatus
    starts_at: datetime
    ends_at: datetime | None
    overlaps: tuple[Overlap, ...]
    has_more_overlaps: bool

    @property
    def is_upcoming(self) -> bool:
        return self.status is WindowStatus.UPCOMING

    @property
    def is_complete(self) -> bool:
        return self.status is WindowStatus.COMPLETE


def of_plan(now: Present, said: Mapping[str, Any], *, at: datetime) -> Outlook:
    """Without a start it begins at once."""
    starts_at = said.get("starts_at") or at
    is_told = said.get("notify") and said.get("visible")
    return _of(
        now,
        {**said, "starts_at": starts_at},
        status=state_of(starts_at, said.get("ends_at"), now=at),
        told=following.concerned(said.get("components", ())) if is_told else {},
    )


def of_edit(now: Present, window: Window, said: Mapping[str, Any], *, at: datetime) -> Outlook:
    status = _moved(window, said["starts_at"], said["ends_at"], now=at)
    return _of(now, said, status=status, told=None, window=window)


def _of(
    now: Present,
    said: Mapping[str, Any],
    *,
    status: WindowStatus,
    told: Mapping[Any, int] | None,
    window: Window | None = None,
) -> Outlook:
    component_ids = set(said.get("components", ()))
    is_over = status is WindowStatus.COMPLETE
    is_heard = bool(said.get("visible"))
    work = Work(
        component_ids,
        is_seen=is_heard and not is_over,
        window_id=window.pk if window else NEW,
        name=said.get("name", ""),
    )
    starts_at, ends_at = said["starts_at"], said.get("ends_at")
    others = Window.objects.standing().overlapping(since=starts_at, until=ends_at)
    overlaps = _overlaps(others.exclude(pk=work.window_id), component_ids) if not is_over else []
    return Outlook.of(
        now,
        forecast.during(now, work),
        named=() if is_over else component_ids,
        told=told,
        is_heard=is_heard,
        is_seen=window is not None and window.visible,
        status=status,
        starts_at=starts_at,
        ends_at=ends_at,
        overlaps=tuple(overlaps[:MOST]),
        has_more_overlaps=len(overlaps) > MOST,
    )


def _moved(
    window: Window, starts_at: datetime, ends_at: datetime | None, *, now: datetime
) -> WindowStatus:
    """As the clock has it then: forward alone, and only what was planned ahead."""
    status = WindowStatus(window.status)
    if not window.follows_clock and starts_at <= now:
        return status
    return max(status, state_of(starts_at, ends_at, now=now), key=lambda one: one.place)


def _overlaps(others: WindowQuerySet, component_ids: Collection[int]) -> list[Overlap]:
    rows = others.order_by("starts_at", "pk")[: MOST + 1]
    return [Overlap(row, _shared(row, component_ids)) for row in rows]


def _shared(window: Window, component_ids: Collection[int]) -> tuple[str, ...]:
    both = window.coverage.filter(component__in=component_ids)
    standing = both.filter(component__deleted_at__isnull=True)
    return tuple(standing.order_by("component").values_list("component__name", flat=True))
