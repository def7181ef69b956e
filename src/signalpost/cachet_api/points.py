"""/metrics/{id}/points, and many at once under …/points/batch: contract 3.10.

The batch is ours. `{"points": [{"value": 12.5, "timestamp": 1700000000}, …]}`, at most 10 000,
each with `value` and `timestamp` as for a single point, becomes that many points or, when one
of them is wrong, none. The answer is `{"data": {"created": 2}}`. Unlike single points, equal
values are not counted together: what was collected for a while keeps each point's time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse

from signalpost.cachet_api import answers, lists, metrics, values
from signalpost.cachet_api.call import Call
from signalpost.cachet_api.fields import Form, Items, Numeric, Whole
from signalpost.cachet_api.values import Wrong
from signalpost.kernel.moments import FIRST_YEAR, LAST_YEAR, OUT_OF_REACH
from signalpost.metrics import operations
from signalpost.metrics.models import Metric, Point
from signalpost.metrics.operations import MOST_AT_ONCE


class _Timestamp(Whole):
    """Unix seconds; errors call it `created at`."""

    @property
    def spoken(self) -> str:
        return "created at"

    def accept(self, value: Any) -> Any:
        seconds = values.whole(value)
        if not self.least <= seconds <= self.most:
            raise Wrong(f"The {{}} is invalid: {OUT_OF_REACH}")
        return datetime.fromtimestamp(seconds, UTC)


_TIMESTAMP = _Timestamp(
    name="timestamp",
    least=int(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC).timestamp()),
    most=int(datetime(LAST_YEAR, 12, 31, 23, 59, 59, tzinfo=UTC).timestamp()),
)

CREATE = Form(Numeric(name="value", required=True), _TIMESTAMP)
EDIT = Form(Numeric(name="value"), _TIMESTAMP)
BATCH = Form(Items(name="points", required=True, form=CREATE, most=MOST_AT_ONCE))
QUERY = lists.Query(default=("-measured_at", "-pk"))

_COLUMN = {"timestamp": "measured_at"}


def find(call: Call, metric_id: int, point_id: int) -> Point:
    return lists.one(metrics.find(call, metric_id).points.all(), point_id)


def index(call: Call, metric: Metric) -> HttpResponse:
    return lists.listing(call, metric.points.all(), present, total=metric.size)


def create(call: Call, metric: Metric) -> HttpResponse:
    point = operations.add_point(metric.pk, by=call.by, **_ours(call.read()))
    return answers.data(present(call, [point])[0])


def edit(call: Call, point: Point) -> HttpResponse:
    given = _ours(call.read())
    changed = operations.edit_point(point.metric_id, point.pk, by=call.by, **given)
    return answers.data(present(call, [changed])[0])


def delete(call: Call, point: Point) -> HttpResponse:
    operations.delete_point(point.metric_id, point.pk, by=call.by)
    return answers.nothing()


def create_many(call: Call, metric: Metric) -> HttpResponse:
    points = call.read()["points"]
    measured = [(point["value"], point.get("timestamp")) for point in points]
    created = operations.add_points(metric.pk, by=call.by, measured=measured)
    return answers.data({"created": created})


def present(call: Call, points: Sequence[Point]) -> list[dict[str, Any]]:
    return [
        call.dated(
            {
                "id": point.pk,
                "metric_id": point.metric_id,
                "value": point.value,
                "counter": point.counter,
                "created_at": point.measured_at,
                "updated_at": point.updated_at,
                "calculated_value": point.calculated_value,
            }
        )
        for point in points
    ]


def _ours(given: dict[str, Any]) -> dict[str, Any]:
    return {_COLUMN.get(name, name): value for name, value in given.items()}
