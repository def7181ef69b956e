"""What is seen of metrics, frozen. Points move no page version: `revisions` tells of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import BigIntegerField, OuterRef, Subquery
from django.db.models.functions import JSONObject

from signalpost.kernel.actor import GUEST
from signalpost.kernel.prepared import Prepared, given
from signalpost.metrics import charts, spans, sums
from signalpost.metrics.choices import Calculation, View, Visibility
from signalpost.metrics.models import Metric, MetricQuerySet, MinuteRollup
from signalpost.metrics.values import Number

_seen_by_guests = Prepared(
    lambda: Metric.objects.seen_by(GUEST).filter(pk=given("pk", BigIntegerField()))
)
#: Asked with every request for the page.
_revisions = Prepared(lambda: _on_page().values_list("pk", "revision"))
_SUMS = ("start", "rows", "total", "weighted")


@dataclass(frozen=True, slots=True)
class MetricView:
    id: int
    name: str
    suffix: str
    description: str
    default_value: Number
    calculation: Calculation
    display_chart: bool
    places: int
    default_view: View
    threshold: int
    position: int
    visibility: Visibility
    created_at: datetime
    updated_at: datetime
    revision: int


@dataclass(frozen=True, slots=True)
class Reading:
    """`current` is what the newest minute with points shows, however long ago that was."""

    metric: MetricView
    current: Number | None
    measured_at: datetime | None


def shown(*, at: datetime) -> tuple[Reading, ...]:
    """Those with a chart on the page."""
    return of(_on_page(), at=at)


def of(metrics: MetricQuerySet, *, at: datetime) -> tuple[Reading, ...]:
    """In the order of the page; what is dated ahead does not count yet."""
    last = spans.minute_of(spans.to_half_minute(at))
    minutes = MinuteRollup.objects.filter(metric=OuterRef("pk"), start__lte=last)
    newest = minutes.order_by("-start").values(json=JSONObject(**{name: name for name in _SUMS}))
    rows = metrics.annotate(newest=Subquery(newest[:1])).order_by("position", "pk")
    return tuple(_reading(row, row.newest) for row in rows)  # type: ignore[attr-defined]


def find(metric_id: int) -> MetricView | None:
    """One metric as a visitor sees it; None where there is none for visitors."""
    row = _seen_by_guests.first(pk=metric_id)
    return _view(row) if row else None


def revisions() -> dict[int, int]:
    """Of each metric on the page, by id: other points, another answer."""
    return dict(_revisions())


def _on_page() -> MetricQuerySet:
    return Metric.objects.seen_by(GUEST).filter(display_chart=True)


def _reading(row: Metric, newest: dict[str, int] | None) -> Reading:
    if newest is None:
        return Reading(_view(row), current=None, measured_at=None)
    return Reading(
        _view(row),
        current=charts.calculated(row, rows=newest["rows"], total=newest[sums.column(row)]),
        measured_at=spans.moment_of(newest["start"]),
    )


def _view(row: Metric) -> MetricView:
    return MetricView(
        id=row.pk,
        name=row.name,
        suffix=row.suffix,
        description=row.description,
        default_value=row.default_value,
        calculation=Calculation(row.calculation),
        display_chart=row.display_chart,
        places=row.places,
        default_view=View(row.default_view),
        threshold=row.threshold,
        position=row.position,
        visibility=Visibility(row.visibility),
        created_at=row.created_at,
        updated_at=row.updated_at,
        revision=row.revision,
    )
