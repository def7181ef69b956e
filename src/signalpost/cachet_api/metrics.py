"""/metrics, and /incidents/metrics for the same: contract 3.9."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse

from signalpost.cachet_api import answers, lists, values
from signalpost.cachet_api.call import Call
from signalpost.cachet_api.fields import Form, Numeric, Text, Whole
from signalpost.dialects import cachet
from signalpost.kernel.text import NAME, TEXT
from signalpost.metrics import operations
from signalpost.metrics.choices import View
from signalpost.metrics.models import Metric
from signalpost.metrics.operations import MOST_PLACES, SUFFIX

_COLUMN = {
    "calc_type": "calculation",
    "order": "position",
    "visible": "visibility",
}
_WORDS: dict[str, dict[int, Any]] = {
    "calculation": {number: word for word, number in cachet.CALCULATION.items()},
    "default_view": {number: word for word, number in cachet.VIEW.items()},
    "visibility": {number: word for word, number in cachet.VISIBILITY.items()},
}


class _Switch(Whole):
    """Rule *int*, and booleans too, also as the text that Python's form clients make of them."""

    json_type = "boolean"

    def accept(self, value: Any) -> Any:
        said = values.truth(value) if isinstance(value, str) else None
        if said is not None:
            return said
        return value if isinstance(value, bool) else bool(Whole.accept(self, value))


CREATE = Form(
    Text(name="name", required=True, limit=NAME),
    Text(name="suffix", required=True, limit=SUFFIX),
    Text(name="description", default="", null="", blank="", limit=TEXT),
    Whole(name="default_value", required=True),
    Whole(name="calc_type", required=True, default=0, least=0, most=1),
    _Switch(name="display_chart"),
    Whole(name="places", least=0, most=MOST_PLACES),
    Whole(name="default_view", older="view", required=True, default=1, least=0, most=3),
    Whole(name="threshold", required=True, default=5),
    Whole(name="order"),
    Whole(name="visible", required=True, default=1, least=0, most=2),
)
EDIT = Form(
    Text(name="name", blank="", limit=NAME),
    Text(name="suffix", blank="", limit=SUFFIX),
    Text(name="description", blank="", limit=TEXT),
    Numeric(name="default_value"),
    Whole(name="calc_type", least=0, most=1),
    _Switch(name="display_chart"),
    Numeric(name="places", least=0, most=MOST_PLACES),
    Numeric(name="default_view", older="view", least=0, most=3),
    Whole(name="threshold"),
    Whole(name="order"),
    Whole(name="visible", least=0, most=2),
)
QUERY = lists.Query(
    sortable={
        "id": "pk",
        "name": "name",
        "display_chart": "display_chart",
        "default_value": "default_thousandths",
        "calc_type": lists.by_number("calculation", cachet.CALCULATION),
        "order": "position",
        "visible": lists.by_number("visibility", cachet.VISIBILITY),
    }
)


def find(call: Call, metric_id: int) -> Metric:
    return lists.one(Metric.objects.seen_by(call.by), metric_id)


def index(call: Call) -> HttpResponse:
    return lists.listing(call, Metric.objects.seen_by(call.by), present)


def show(call: Call, metric: Metric) -> HttpResponse:
    return answers.data(present(call, [metric])[0])


def create(call: Call) -> HttpResponse:
    return show(call, operations.create(by=call.by, **_ours(call.read())))


def edit(call: Call, metric: Metric) -> HttpResponse:
    return show(
        call, operations.edit(metric.pk, by=call.by, only_if=call.only_if, **_ours(call.read()))
    )


def delete(call: Call, metric: Metric) -> HttpResponse:
    operations.delete(metric.pk, by=call.by, only_if=call.only_if)
    return answers.nothing()


def present(call: Call, metrics: Sequence[Metric]) -> list[dict[str, Any]]:
    return [
        call.dated(
            cachet.metric(metric, moment=lambda at: at)
            | {"default_view_name": View(metric.default_view).label}
        )
        for metric in metrics
    ]


def _ours(values: dict[str, Any]) -> dict[str, Any]:
    ours = {_COLUMN.get(name, name): value for name, value in values.items()}
    for name, words in _WORDS.items():
        if name in ours:
            ours[name] = words[int(ours[name])]
    if "places" in ours:
        ours["places"] = int(ours["places"])
    return ours
