"""What is measured, and how it is shown. Points are facts: they leave no event, but a revision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, DateTimeField
from django.utils import timezone

from signalpost.events import log
from signalpost.kernel.actor import Actor
from signalpost.kernel.changes import assign
from signalpost.kernel.errors import Invalid, NotFound
from signalpost.kernel.moments import checked_moment
from signalpost.kernel.precondition import Precondition, always
from signalpost.kernel.prepared import Prepared, given
from signalpost.kernel.text import NAME, TEXT, checked
from signalpost.kernel.unset import UNSET, Unset
from signalpost.metrics import rollups, spans, values
from signalpost.metrics.choices import THRESHOLDS
from signalpost.metrics.models import Metric, MinuteRollup, Point, QuarterRollup
from signalpost.metrics.tally import Tally
from signalpost.metrics.values import Number

MOST_PLACES = 4
MOST_AT_ONCE = 10_000
CLEARED_AT_ONCE = 20_000
SUFFIX = 200

_locked = Prepared(
    lambda: (
        Metric.objects.standing()
        .select_for_update(no_key=True)
        .filter(pk=given("pk", BigIntegerField()))
    )
)
_same_since = Prepared(
    lambda: Point.objects.filter(
        metric=given("metric", BigIntegerField()),
        thousandths=given("thousandths", BigIntegerField()),
        measured_at__gte=given("since", DateTimeField()),
    ).order_by("pk")[:1]
)

#: A value, and when it was measured: None is now.
Measured = tuple[Number | Decimal, datetime | None]


@transaction.atomic
def create(*, by: Actor, name: str, suffix: str, **fields: Any) -> Metric:
    """Begin a series. `fields` are as on Metric, and `default_value` as a number."""
    metric = Metric()
    _assign(metric, {"name": name, "suffix": suffix, **fields})
    metric.save()
    log.record("metric.created", metric, by=by, name=metric.name)
    return metric


@transaction.atomic
def edit(metric_id: int, *, by: Actor, only_if: Precondition = always, **fields: Any) -> Metric:
    """Change the given fields."""
    metric = _lock(metric_id)
    only_if()
    changed = _assign(metric, fields)
    if changed:
        metric.save()
        log.record("metric.edited", metric, by=by, name=metric.name, changed=changed)
    return metric


@transaction.atomic
def delete(metric_id: int, *, by: Actor, only_if: Precondition = always) -> None:
    """Remove it for good, with all its points, however long that then takes: see clear_away."""
    metric = _lock(metric_id)
    only_if()
    metric.deleted_at = timezone.now()
    metric.save(update_fields=["deleted_at"])
    log.record("metric.deleted", metric, by=by, name=metric.name)


@transaction.atomic
def clear_away() -> None:
    """Remove some of what a deleted metric has left: nobody waits long for the database."""
    metric = Metric.objects.filter(deleted_at__isnull=False).first()
    if metric is None:
        return
    for kind, key in ((Point, "pk"), (MinuteRollup, "start"), (QuarterRollup, "start")):
        rows = kind.objects.filter(metric=metric)
        some = rows.order_by(key).values(key)[:CLEARED_AT_ONCE]
        if rows.filter(**{f"{key}__in": some}).delete()[0]:
            return
    metric.delete()


@transaction.atomic
def add_point(
    metric_id: int,
    *,
    by: Actor,
    value: Number | Decimal,
    measured_at: datetime | None = None,
    apart: bool = False,
) -> Point:
    """Keep what was measured; the same value within the threshold raises that point's counter.

    The threshold counts back from now, also for a point measured earlier (contract 3.10); not for
    one that is to stand apart.
    """
    thousandths = values.thousandths(value, field="value")
    metric = _lock(metric_id)
    now = timezone.now()
    at = _kept_time(measured_at or now)
    known = None if apart else _same_lately(metric, thousandths, now)
    if known:
        return _count_again(metric, known, now)
    point = Point.objects.create(
        metric=metric, thousandths=thousandths, measured_at=at, updated_at=now
    )
    rollups.add(metric, [(at, point.tally)])
    _note(metric, points=1)
    return point


@transaction.atomic
def add_points(metric_id: int, *, by: Actor, measured: Sequence[Measured]) -> int:
    """Keep many at once, or none of them; how many.

    Each becomes a point of its own at its own time: whoever sends them late still wants to see
    when the same value came again.
    """
    if len(measured) > MOST_AT_ONCE:
        raise Invalid(f"At most {MOST_AT_ONCE} points are possible at once.", field="points")
    metric = _lock(metric_id)
    now = timezone.now()
    points = [_point(metric, *one, now, place) for place, one in enumerate(measured, 1)]
    Point.objects.bulk_create(points)
    rollups.add(metric, [(point.measured_at, point.tally) for point in points])
    _note(metric, points=len(points))
    return len(points)


@transaction.atomic
def edit_point(
    metric_id: int,
    point_id: int,
    *,
    by: Actor,
    value: Number | Decimal | Unset = UNSET,
    measured_at: datetime | Unset = UNSET,
    only_if: Precondition = always,
) -> Point:
    """Correct a point; its counter stays."""
    metric = _lock(metric_id)
    point = _lock_point(metric, point_id)
    only_if()
    before = point.measured_at
    if value is not UNSET:
        point.thousandths = values.thousandths(value, field="value")
    if measured_at is not UNSET:
        point.measured_at = _kept_time(measured_at)
    point.updated_at = timezone.now()
    point.save()
    rollups.recount(metric, [before, point.measured_at])
    _note(metric)
    return point


@transaction.atomic
def delete_point(metric_id: int, point_id: int, *, by: Actor) -> None:
    metric = _lock(metric_id)
    point = _lock_point(metric, point_id)
    point.delete()
    rollups.recount(metric, [point.measured_at])
    _note(metric, points=-1)


def _assign(metric: Metric, fields: dict[str, Any]) -> dict[str, list[Any]]:
    if "default_value" in fields:
        exact = values.thousandths(fields.pop("default_value"), field="default_value")
        fields["default_thousandths"] = exact
    changed = assign(metric, fields)
    _check(metric)
    return changed


def _check(metric: Metric) -> None:
    metric.name = checked(metric.name, field="name", limit=NAME, required=True)
    metric.suffix = checked(metric.suffix, field="suffix", limit=SUFFIX)
    metric.description = checked(metric.description, field="description", limit=TEXT)
    if not 0 <= metric.places <= MOST_PLACES:
        raise Invalid(f"The places are between 0 and {MOST_PLACES}.", field="places")
    if metric.threshold not in THRESHOLDS:
        raise Invalid("Threshold must divide by 60.", field="threshold")


def _kept_time(moment: datetime) -> datetime:
    return spans.to_half_minute(checked_moment(moment, field="measured_at"))


def _point(
    metric: Metric, value: Number | Decimal, at: datetime | None, now: datetime, place: int
) -> Point:
    """One of many, not saved; a refusal says which."""
    try:
        return Point(
            metric=metric,
            thousandths=values.thousandths(value, field="value"),
            measured_at=_kept_time(at or now),
            updated_at=now,
        )
    except Invalid as wrong:
        message = f"Of the points, number {place}: {wrong.message}"
        raise Invalid(message, field="points") from None


def _same_lately(metric: Metric, thousandths: int, now: datetime) -> Point | None:
    since = now.replace(second=0, microsecond=0) - timedelta(minutes=metric.threshold - 1)
    return _same_since.first(metric=metric.pk, thousandths=thousandths, since=since)


def _count_again(metric: Metric, point: Point, now: datetime) -> Point:
    point.counter += 1
    point.updated_at = now
    point.save(update_fields=["counter", "updated_at"])
    rollups.add(metric, [(point.measured_at, Tally.repeat(point.thousandths))])
    _note(metric)
    return point


def _note(metric: Metric, *, points: int = 0) -> None:
    """Of a locked metric: that its points are others now, and how many more."""
    metric.revision += 1
    metric.size += points
    metric.save(update_fields=["revision", "size"])


def _lock(metric_id: int) -> Metric:
    """Taken before its points: whoever writes one of them waits here, so that rollups stay true."""
    metric = _locked.first(pk=metric_id)
    if metric is None:
        raise NotFound(f"No metric with id {metric_id}.")
    return metric


def _lock_point(metric: Metric, point_id: int) -> Point:
    point = metric.points.filter(pk=point_id).first()
    if point is None:
        raise NotFound(f"Metric {metric.pk} has no point with id {point_id}.")
    return point
