"""What the clock does with maintenance windows: each step once, however many runners ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Min

from signalpost.kernel.actor import Actor
from signalpost.maintenance import rows, series
from signalpost.maintenance.models import Series, Window, WindowQuerySet
from signalpost.maintenance.statuses import WindowStatus


def begin_due(*, by: Actor, now: datetime) -> int:
    """Begin each window whose planned start has come; how many."""
    return _one_by_one(_begin_next, by=by, now=now)


def complete_due(*, by: Actor, now: datetime) -> int:
    """Complete each window whose planned end has come; how many."""
    return _one_by_one(_complete_next, by=by, now=now)


def top_up(*, by: Actor, now: datetime) -> int:
    """Make the windows that the rules of series call for next; how many."""
    return _one_by_one(_top_up_next, by=by, now=now)


def next_due() -> datetime | None:
    """When there is something to do here next; None while nothing is planned."""
    moments = (
        Window.objects.waiting().aggregate(at=Min("starts_at"))["at"],
        Window.objects.running_out().aggregate(at=Min("ends_at"))["at"],
        Series.objects.aggregate(at=Min("top_up_at"))["at"],
    )
    return min((moment for moment in moments if moment), default=None)


def _one_by_one(step: Callable[..., int | None], *, by: Actor, now: datetime) -> int:
    """Each due row in a transaction of its own; what another runner holds is left to it."""
    done = 0
    while (moved := step(by=by, now=now)) is not None:
        done += moved
    return done


@transaction.atomic
def _begin_next(*, by: Actor, now: datetime) -> int | None:
    due = Window.objects.waiting().filter(starts_at__lte=now)
    return _move_first(due.order_by("starts_at", "pk"), WindowStatus.IN_PROGRESS, by=by, now=now)


@transaction.atomic
def _complete_next(*, by: Actor, now: datetime) -> int | None:
    due = Window.objects.running_out().filter(ends_at__lte=now)
    return _move_first(due.order_by("ends_at", "pk"), WindowStatus.COMPLETE, by=by, now=now)


def _move_first(
    due: WindowQuerySet, status: WindowStatus, *, by: Actor, now: datetime
) -> int | None:
    window = due.select_for_update(no_key=True, skip_locked=True).first()
    if window is None:
        return None
    window.move_to(status, at=now)
    window.save()
    rows.record(rows.STEPS[status], window, by=by)
    return 1


@transaction.atomic
def _top_up_next(*, by: Actor, now: datetime) -> int | None:
    due = Series.objects.filter(top_up_at__lte=now).order_by("top_up_at", "pk")
    found = due.select_for_update(no_key=True, skip_locked=True).first()
    if found is None:
        return None
    made = series.make_more(found, at=now)
    rows.record_made(made, by=by)
    return len(made)
