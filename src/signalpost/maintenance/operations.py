"""What people and programs do with maintenance windows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from signalpost.events import log
from signalpost.kernel.actor import Actor
from signalpost.kernel.changes import assign
from signalpost.kernel.errors import Conflict, Invalid
from signalpost.kernel.precondition import Precondition, always
from signalpost.kernel.text import TEXT, checked
from signalpost.kernel.unset import UNSET, Unset
from signalpost.maintenance import rows, series
from signalpost.maintenance.models import Window, WindowUpdate
from signalpost.maintenance.rows import Covered
from signalpost.maintenance.statuses import WindowStatus
from signalpost.site import operations as site


@transaction.atomic
def plan(
    *,
    by: Actor,
    name: str,
    message: str = "",
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    status: WindowStatus = WindowStatus.UPCOMING,
    components: Covered | None = None,
    visible: bool = True,
    notify: bool = False,
    rule: str = "",
) -> Window:
    """Enter a window; without `starts_at` it begins now. With a `rule` it begins a series.

    The clock moves what is planned ahead; a start in the past leaves the state as it is given.
    """
    components = components or {}
    rows.lock_components(components)
    now = _now()
    window = Window(
        name=name,
        message=message,
        visible=visible,
        user_id=by.user_id,
        starts_at=starts_at or now,
        ends_at=ends_at,
        follows_clock=starts_at is None or starts_at > now,
    )
    window.move_to(status if starts_at else WindowStatus.IN_PROGRESS, at=now)
    if window.is_complete:  # history ended when it says so, if it says so
        window.ended_at = min(window.ends_at, now) if window.ends_at else None
    rows.check(window)
    if rule:
        window.series = series.begin(window, rule, components, zone=site.current().zone, at=now)
        window.occurrence_at = window.starts_at
    window.save()
    rows.cover(window, components)
    further = series.make_more(window.series, at=now) if window.series else []
    rows.record("window.planned", window, by=by, status=window.status, notify=notify)
    rows.record_made(further, by=by)
    return window


@transaction.atomic
def edit(
    window_id: int,
    *,
    by: Actor,
    only_if: Precondition = always,
    status: WindowStatus | Unset = UNSET,
    components: Covered | None = None,
    **values: Any,
) -> Window:
    """Change the given fields, planned and actual times among them; `components` replaces all."""
    rows.lock_components(components or {})
    window = rows.lock(window_id)
    only_if()
    now = _now()
    before = WindowStatus(window.status)
    if ended_at := values.get("ended_at"):
        values["ended_at"] = min(ended_at, now)  # clients send the planned end along
    changed = assign(window, values)
    _carry_start_along(window, changed)
    if status is not UNSET and status != before:
        changed["status"] = [before, status]
        window.move_to(status, at=now)
    went_back = WindowStatus(window.status).place < before.place
    if went_back or "starts_at" in changed:
        kept = window.follows_clock and status is UNSET
        window.follows_clock = kept or window.starts_at > now
    rows.check(window)
    if components is not None and (ids := rows.cover(window, components)):
        changed["components"] = ids
    if changed:
        window.save()
        rows.record(_kind(before, WindowStatus(window.status)), window, by=by, changed=changed)
    return window


@transaction.atomic
def begin(window_id: int, *, by: Actor) -> Window:
    """Begin it now, ahead of its planned start or after it."""
    window = rows.lock(window_id)
    if window.status != WindowStatus.UPCOMING:
        raise Conflict("This window has begun already.")
    window.began_at = _now()
    window.follows_clock = True
    window.move_to(WindowStatus.IN_PROGRESS, at=window.began_at)
    window.save()
    rows.record("window.began", window, by=by)
    return window


@transaction.atomic
def extend(window_id: int, *, by: Actor, until: datetime) -> Window:
    """Move the planned end later; the clock completes it then."""
    window = rows.lock(window_id)
    if window.is_complete:
        raise Conflict("This window is complete already.")
    if until <= max(_now(), window.ends_at or window.starts_at):
        raise Invalid("An extension ends later than was planned, and than now.", field="ends_at")
    changed = assign(window, {"ends_at": until})
    window.follows_clock = True
    rows.check(window)
    window.save()
    rows.record("window.extended", window, by=by, changed=changed)
    return window


@transaction.atomic
def complete(window_id: int, *, by: Actor) -> Window:
    """Say that it is over now, ahead of its planned end or after it."""
    window = rows.lock(window_id)
    if window.is_complete:
        raise Conflict("This window is complete already.")
    now = _now()
    window.began_at = window.began_at or min(window.starts_at, now)
    window.ended_at = max(window.began_at, now)
    window.move_to(WindowStatus.COMPLETE, at=now)
    window.save()
    rows.record("window.completed", window, by=by)
    return window


@transaction.atomic
def delete(window_id: int, *, by: Actor, only_if: Precondition = always) -> None:
    """Take it off every page with its updates; what it covers is under maintenance no more."""
    window = rows.lock(window_id)
    only_if()
    window.deleted_at = timezone.now()
    window.save()
    rows.record("window.deleted", window, by=by)


@transaction.atomic
def post_update(window_id: int, *, by: Actor, message: str) -> WindowUpdate:
    """Say how it goes on. The window's status stays."""
    window = rows.lock(window_id)
    update = WindowUpdate.objects.create(
        window=window,
        message=checked(message, field="message", limit=TEXT, required=True),
        user_id=by.user_id,
    )
    rows.record("window.updated", window, by=by, update_id=update.pk)
    return update


@transaction.atomic
def edit_update(
    window_id: int, update_id: int, *, by: Actor, message: str, only_if: Precondition = always
) -> WindowUpdate:
    window = rows.lock(window_id)
    update = rows.lock_update(window, update_id)
    only_if()
    message = checked(message, field="message", limit=TEXT, required=True)
    if changed := assign(update, {"message": message}):
        update.user_id = by.user_id
        update.save()
        rows.record("window.update_edited", window, by=by, update_id=update.pk, changed=changed)
    return update


@transaction.atomic
def delete_update(window_id: int, update_id: int, *, by: Actor) -> None:
    """Remove an update for good."""
    window = rows.lock(window_id)
    rows.lock_update(window, update_id).delete()
    rows.record("window.update_deleted", window, by=by, update_id=update_id)


@transaction.atomic
def end_series(series_id: int, *, by: Actor) -> None:
    """Make no further windows, and take off those that have not begun."""
    ending = series.lock(series_id)
    ids = series.end(ending, at=timezone.now())
    log.record("series.ended", ending, by=by, name=ending.name, windows=ids)


def _carry_start_along(window: Window, changed: dict[str, list[Any]]) -> None:
    """History that was entered knows one start: correcting it as planned corrects it as begun."""
    before, after = changed.get("starts_at", (None, None))
    if before and window.began_at == before and not window.follows_clock:
        window.began_at = after


def _kind(before: WindowStatus, after: WindowStatus) -> str:
    return rows.STEPS[after] if after.place > before.place else "window.edited"


def _now() -> datetime:
    return timezone.now().replace(microsecond=0)
