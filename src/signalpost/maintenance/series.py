"""The unrecorded half of repeating: a series, and the windows that its rule calls for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from signalpost.kernel.errors import Conflict, Invalid, NotFound
from signalpost.maintenance import recurrence
from signalpost.maintenance.models import Series, SeriesComponent, Window, WindowComponent
from signalpost.maintenance.rows import Covered
from signalpost.maintenance.statuses import WindowStatus

#: How many windows of a series stand ready ahead of now.
AHEAD = 3
#: How many are made in one transaction; who slept for a year makes them in several.
AT_ONCE = 50


def begin(
    window: Window, rule: str, components: Covered, *, zone: ZoneInfo, at: datetime
) -> Series:
    """A series of windows like this one, which is its first."""
    if window.status != WindowStatus.UPCOMING or window.starts_at <= at:
        raise Invalid("A window that repeats is planned ahead.", field="starts_at")
    parsed = recurrence.parsed(rule, zone=zone)
    if next(parsed.starts(first=window.starts_at, zone=zone), None) != window.starts_at:
        raise Invalid("The rule does not name the window's own start.", field="rule")
    series = Series.objects.create(
        name=window.name,
        message=window.message,
        visible=window.visible,
        user_id=window.user_id,
        rule=rule.strip(),
        zone=zone.key,
        first_at=window.starts_at,
        lasts=window.ends_at - window.starts_at if window.ends_at else None,
        made_until=window.starts_at,
    )
    SeriesComponent.objects.bulk_create(
        SeriesComponent(series=series, component_id=component_id, status=status or "")
        for component_id, status in sorted(components.items())
    )
    return series


def make_more(series: Series, *, at: datetime) -> list[Window]:
    """Make windows until AHEAD of them lie ahead, with those whose time was slept through.

    At most AT_ONCE; then the series stays due.
    """
    zone = ZoneInfo(series.zone)
    rule = recurrence.parsed(series.rule, zone=zone)
    known = series.windows.filter(occurrence_at__gt=at).order_by("occurrence_at")
    ahead = list(known.values_list("occurrence_at", flat=True))
    made: list[Window] = []
    series.top_up_at = None  # unless the rule goes on
    for start in rule.starts(first=series.first_at, zone=zone):
        if len(ahead) >= AHEAD or len(made) >= AT_ONCE:
            series.top_up_at = ahead[0] if len(ahead) >= AHEAD else at
            break
        if start > series.made_until:
            made.append(_make(series, start))
            series.made_until = start
            if start > at:
                ahead.append(start)
    series.save()
    return made


def lock(series_id: int) -> Series:
    series = Series.objects.select_for_update(no_key=True).filter(pk=series_id).first()
    if series is None:
        raise NotFound(f"No series with id {series_id}.")
    return series


def end(series: Series, *, at: datetime) -> Sequence[int]:
    """Make no more, and take off what has not begun; the ids of those."""
    upcoming = series.windows.standing().upcoming().order_by("pk").select_for_update(no_key=True)
    ids = [window.pk for window in upcoming]
    if series.top_up_at is None and not ids:
        raise Conflict("This series has ended already.")
    Window.objects.filter(pk__in=ids).update(deleted_at=at, updated_at=at)
    series.top_up_at = None
    series.save()
    return ids


def _make(series: Series, start: datetime) -> Window:
    window = Window.objects.create(
        series=series,
        occurrence_at=start,
        name=series.name,
        message=series.message,
        visible=series.visible,
        user_id=series.user_id,
        status=WindowStatus.UPCOMING,
        starts_at=start,
        ends_at=start + series.lasts if series.lasts is not None else None,
        follows_clock=True,
    )
    standing = series.coverage.filter(component__deleted_at__isnull=True).order_by("component")
    WindowComponent.objects.bulk_create(
        WindowComponent(window=window, component_id=row.component_id, status=row.status)
        for row in standing
    )
    return window
