"""/schedules: contract 3.8."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpResponse

from signalpost.cachet_api import answers, lists, words
from signalpost.cachet_api.call import Call
from signalpost.cachet_api.fields import Boolean, Form, Items, Moment, Text, Whole, pick
from signalpost.components.statuses import ComponentStatus
from signalpost.kernel.text import NAME, TEXT
from signalpost.maintenance import operations
from signalpost.maintenance.models import MOST_COMPONENTS, Window, WindowComponent
from signalpost.maintenance.statuses import WindowStatus

_COVERED = Form(
    Whole(name="id", older="component_id", required=True, least=1),
    Whole(name="status", older="component_status", least=0, most=4),
)
_COMPONENTS = Items(name="components", form=_COVERED, most=MOST_COMPONENTS, bare="id")
CREATE = Form(
    Text(name="name", required=True, limit=NAME),
    Text(name="message", limit=TEXT, verbatim=True),
    Whole(name="status", required=True, least=0, most=2),
    Moment(name="scheduled_at", required=True),
    Moment(name="completed_at"),
    _COMPONENTS,
    Boolean(name="notify"),
)
EDIT = Form(
    Text(name="name", filled=True, limit=NAME),
    Text(name="message", blank="", limit=TEXT),
    Whole(name="status", least=0, most=2),
    Moment(name="scheduled_at"),
    Moment(name="completed_at"),
    _COMPONENTS,
)
QUERY = lists.Query(
    sortable={
        "id": "pk",
        "name": "name",
        "status": lists.by_number("status", words.SCHEDULE),
        "scheduled_at": "starts_at",
        "completed_at": Coalesce("ended_at", "ends_at"),
        "created_at": "created_at",
        "updated_at": "updated_at",
    }
)


def find(call: Call, window_id: int) -> Window:
    return lists.one(_with_parts(Window.objects.seen_by(call.by)), window_id)


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
    elif "starts_at" in ours:
        ours |= _moved_along(window, ours["starts_at"])
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
    return call.dated(
        {
            "id": window.pk,
            "name": window.name,
            "message": window.message or None,
            "status": number,
            "scheduled_at": window.starts_at,
            "completed_at": window.ended_at or window.ends_at,
            "created_at": window.created_at,
            "updated_at": window.updated_at,
            "deleted_at": None,
            "components": [
                _link(call, row)
                for row in window.coverage.all()
                if row.component.enabled or call.by.is_team
            ],
            "human_status": words.SCHEDULE_NAME[number],
        }
    )


def _link(call: Call, row: WindowComponent) -> dict[str, Any]:
    """Rows inside are not shown in the zone of the request (contract 1.7)."""
    status = words.COMPONENT[ComponentStatus(row.status)] if row.status else None
    return call.dated(
        {
            "id": row.pk,
            "schedule_id": row.window_id,
            "component_id": row.component_id,
            "component_status": status,
            "created_at": row.created_at,
            "updated_at": row.updated_at,
        },
        UTC,
    )


def _with_parts(rows: QuerySet[Window]) -> QuerySet[Window]:
    coverage = WindowComponent.objects.select_related("component").order_by("pk")
    return rows.prefetch_related(Prefetch("coverage", coverage))


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


def _moved_along(window: Window, starts_at: datetime) -> dict[str, datetime]:
    """The end of a window that is moved behind it by its start alone: it stays as long.

    cachet-client cannot send an end with an update.
    """
    if window.ends_at is None or starts_at < window.ends_at:
        return {}
    return {"ends_at": starts_at + (window.ends_at - window.starts_at)}


def _covered(items: list[dict[str, Any]]) -> dict[int, ComponentStatus | None]:
    return {item["id"]: words.COMPONENT_FROM.get(item.get("status", -1)) for item in items}
