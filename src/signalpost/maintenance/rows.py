"""Taking, checking and writing down windows: what every operation here shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.events import log
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid, NotFound
from signalpost.kernel.moments import checked_moment
from signalpost.kernel.text import NAME, TEXT, checked
from signalpost.maintenance.models import MOST_COMPONENTS, Window, WindowComponent, WindowUpdate
from signalpost.maintenance.statuses import WindowStatus

#: Components by id, with the status that Cachet's clients state beside them.
Covered = Mapping[int, ComponentStatus | None]

#: What the book calls it when a window gets there.
STEPS = {WindowStatus.IN_PROGRESS: "window.began", WindowStatus.COMPLETE: "window.completed"}

_TIMES = ("starts_at", "ends_at", "began_at", "ended_at")


def lock_components(components: Covered) -> None:
    """Take them, in the order of their ids; Invalid when one does not stand."""
    if len(components) > MOST_COMPONENTS:
        raise Invalid(f"A window covers at most {MOST_COMPONENTS} components.", field="components")
    Component.objects.locked(components)


def lock(window_id: int) -> Window:
    """Take it; NotFound once it is deleted."""
    rows = Window.objects.standing().select_for_update(no_key=True)
    window = rows.filter(pk=window_id).first()
    if window is None:
        raise NotFound(f"No window with id {window_id}.")
    return window


def lock_update(window: Window, update_id: int) -> WindowUpdate:
    """Take it, after its window."""
    update = window.updates.select_for_update().filter(pk=update_id).first()
    if update is None:
        raise NotFound(f"Window {window.pk} has no update with id {update_id}.")
    return update


def check(window: Window) -> None:
    """Make its texts and times fit to keep; Invalid where they cannot be."""
    window.name = checked(window.name, field="name", limit=NAME, required=True)
    window.message = checked(window.message, field="message", limit=TEXT)
    for field in _TIMES:
        if (moment := getattr(window, field)) is not None:
            setattr(window, field, checked_moment(moment, field=field))
    check_plan(window.starts_at, window.ends_at)
    _check_actual_times(window)


def check_plan(starts_at: datetime, ends_at: datetime | None) -> None:
    if ends_at and ends_at < starts_at:
        raise Invalid("A window cannot end before it begins.", field="ends_at")


def _check_actual_times(window: Window) -> None:
    began, ended = window.began_at, window.ended_at
    if began and window.status == WindowStatus.UPCOMING:
        raise Invalid("A window that is upcoming has not begun.", field="began_at")
    if ended and not window.is_complete:
        raise Invalid("A window that is not complete has not ended.", field="ended_at")
    if began and ended and ended < began:
        if ended < began.replace(second=0):
            raise Invalid("A window cannot end before it begins.", field="ended_at")
        window.began_at = ended  # clients tell the end in minutes


def cover(window: Window, components: Covered) -> list[list[int]] | None:
    """Cover these and no others; the ids [before, after] where that is a change."""
    before = dict(window.coverage.values_list("component", "status"))
    after = {component_id: status or "" for component_id, status in sorted(components.items())}
    if before == after:
        return None
    window.coverage.exclude(component__in=after).delete()
    WindowComponent.objects.bulk_create(
        [
            WindowComponent(window=window, component_id=component_id, status=status)
            for component_id, status in after.items()
        ],
        update_conflicts=True,
        unique_fields=["window", "component"],
        update_fields=["status", "updated_at"],
    )
    return [sorted(before), sorted(after)]


def record(kind: str, window: Window, *, by: Actor, **facts: Any) -> None:
    """Write the event, with all that tells which window it was."""
    covered = window.coverage.order_by("component").values_list("component", "component__name")
    log.record(
        kind,
        window,
        by=by,
        name=window.name,
        visible=window.visible,
        **{field: getattr(window, field) for field in _TIMES},
        series_id=window.series_id,
        components=[{"id": component_id, "name": name} for component_id, name in covered],
        **facts,
    )


def record_made(made: Iterable[Window], *, by: Actor) -> None:
    """Those that a rule calls for are planned like any, and nobody is told of each."""
    for window in made:
        record("window.planned", window, by=by, status=window.status, notify=False)
