"""/schedules: contract 3.8."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, IntegerField, Prefetch, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpResponse

from signalpost.cachet_api import answers, lists, words
from signalpost.cachet_api.call import Call
from signalpost.cachet_api.fields import Array, Boolean, Form, Moment, Refused, Text, Whole, pick
from signalpost.components.statuses import ComponentStatus
from signalpost.kernel.errors import NotFound
from signalpost.kernel.text import NAME, TEXT
from signalpost.maintenance import operations
from signalpost.maintenance.models import MOST_COMPONENTS, Window, WindowComponent
from signalpost.maintenance.statuses import WindowStatus

CREATE = Form(
    Text(name="name", required=True, limit=NAME),
    Text(name="message", limit=TEXT, verbatim=True),
    Whole(name="status", required=True, least=0, most=2),
    Moment(name="scheduled_at", required=True),
    Moment(name="completed_at"),
    Array(name="components"),
    Boolean(name="notify"),
)
EDIT = Form(
    Text(name="name", filled=True, limit=NAME),
    Text(name="message", blank="", limit=TEXT),
    Whole(name="status", least=0, most=2),
    Moment(name="scheduled_at"),
    Moment(name="completed_at"),
    Array(name="components"),
)
_COVERED = Form(
    Whole(name="component_id", required=True, least=1),
    Whole(name="component_status", least=0, most=4),
)

_NUMBER = Case(
    *(When(status=status, then=Value(number)) for status, number in words.SCHEDULE.items()),
    output_field=IntegerField(),
)
#: What has no end sorts before what has one, on every database.
_END = Coalesce("ended_at", "ends_at", Value(datetime(1, 1, 1, tzinfo=UTC)))
QUERY = lists.Query(
    sortable={
        "id": "pk",
        "name": "name",
        "status": _NUMBER,
        "scheduled_at": "starts_at",
        "completed_at": _END,
        "created_at": "created_at",
        "updated_at": "updated_at",
    }
)

#: Nested rows are not shown in the zone of the request (contract 1.7).
_APP_ZONE = ZoneInfo("UTC")


def find(call: Call, window_id: int) -> Window:
    window = _with_parts(Window.objects.seen_by(call.by)).filter(pk=window_id).first()
    if window is None:
        raise NotFound(f"No window with id {window_id}.")
    return window


def index(call: Call) -> HttpResponse:
    return lists.listing(call, _with_parts(Window.objects.seen_by(call.by)), present)


def show(call: Call, window: Window) -> HttpResponse:
    return answers.data(present(call, [window])[0])


def create(call: Call) -> HttpResponse:
    values = call.read()
    ours = _ours(values) | pick(values, ("notify",))
    if "completed_at" in values:
        ours["ends_at"] = values["completed_at"]
    window = operations.plan(by=call.by, **ours)
    return show(call, find(call, window.pk))


def edit(call: Call, window: Window) -> HttpResponse:
    values = call.read()
    ours = _ours(values)
    if "completed_at" in values:
        status = ours.get("status", window.status)
        ours |= _end(window, status, values["completed_at"])
    operations.edit(window.pk, by=call.by, only_if=call.only_if, **ours)
    return show(call, find(call, window.pk))


def delete(call: Call, window: Window) -> HttpResponse:
    operations.delete(window.pk, by=call.by, only_if=call.only_if)
    return answers.nothing()


def present(call: Call, windows: Sequence[Window]) -> list[dict[str, Any]]:
    """The contract's objects, in its key order."""
    return [_object(call, window) for window in windows]


def _object(call: Call, window: Window) -> dict[str, Any]:
    number = words.SCHEDULE[WindowStatus(window.status)]
    return {
        "id": window.pk,
        "name": window.name,
        "message": window.message or None,
        "status": number,
        "scheduled_at": call.moment(window.starts_at),
        "completed_at": call.moment(window.ended_at or window.ends_at),
        "created_at": call.moment(window.created_at),
        "updated_at": call.moment(window.updated_at),
        "deleted_at": None,
        "components": [_link(row) for row in window.coverage.all()],
        "human_status": words.SCHEDULE_NAME[number],
    }


def _link(row: WindowComponent) -> dict[str, Any]:
    status = words.COMPONENT[ComponentStatus(row.status)] if row.status else None
    return {
        "id": row.pk,
        "schedule_id": row.window_id,
        "component_id": row.component_id,
        "component_status": status,
        "created_at": words.moment(row.created_at, _APP_ZONE),
        "updated_at": words.moment(row.updated_at, _APP_ZONE),
    }


def _with_parts(rows: QuerySet[Window]) -> QuerySet[Window]:
    return rows.prefetch_related(Prefetch("coverage", WindowComponent.objects.order_by("pk")))


def _ours(values: dict[str, Any]) -> dict[str, Any]:
    ours = pick(values, ("name", "message"))
    if "status" in values:
        ours["status"] = words.SCHEDULE_FROM[values["status"]]
    if "scheduled_at" in values:
        ours["starts_at"] = values["scheduled_at"]
    if "components" in values:
        ours["components"] = _covered(values["components"])
    return ours


def _end(window: Window, status: str, completed_at: datetime) -> dict[str, datetime]:
    """Cachet has one end. It is the planned one until the window is complete.

    Then it is when it ended in fact; in history, which nobody planned here, it is both.
    """
    if status != WindowStatus.COMPLETE:
        return {"ends_at": completed_at}
    if window.follows_clock:
        return {"ended_at": completed_at}
    return {"ends_at": completed_at, "ended_at": completed_at}


def _covered(given: list[Any] | dict[str, Any]) -> dict[int, ComponentStatus | None]:
    """`[{"id", "status"}]`, `[{"component_id", "component_status"}]`, or ids alone."""
    items = list(given.values()) if isinstance(given, dict) else given
    if isinstance(given, dict) and not all(isinstance(item, dict) for item in items):
        raise Refused("The components must be a list.")
    if len(items) > MOST_COMPONENTS:
        raise Refused(f"The components may not have more than {MOST_COMPONENTS} items.")
    return dict(_pair(item) for item in items)


def _pair(item: Any) -> tuple[int, ComponentStatus | None]:
    named = item if isinstance(item, dict) else {"id": item}
    pair = _COVERED.read(
        {
            "component_id": named.get("component_id", named.get("id")),
            "component_status": named.get("component_status", named.get("status")),
        }
    )
    status = pair.get("component_status")
    return pair["component_id"], None if status is None else words.COMPONENT_FROM[status]
