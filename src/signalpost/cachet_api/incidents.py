"""/incidents: contract 3.5."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from signalpost.cachet_api import answers, lists, stated, templates, words
from signalpost.cachet_api import incident_objects as objects
from signalpost.cachet_api.call import Call
from signalpost.cachet_api.fields import Array, CastBoolean, Form, Moment, Text, Whole, pick
from signalpost.incidents import operations
from signalpost.incidents.models import Incident
from signalpost.incidents.templates import Draft
from signalpost.kernel.text import NAME, TEXT

#: Null and an empty text take it away.
_POSTMORTEM = Text(name="postmortem", limit=TEXT, verbatim=True, null="", blank="")
CREATE = Form(
    Text(name="name", required=True, limit=NAME),
    Whole(name="status", required=True, least=0, most=4),
    # Asked for once the rest is right: it is Cachet's second stage that does (contract 3.0).
    Text(name="message", unless="template", limit=TEXT, verbatim=True),
    CastBoolean(name="visible", default=True, null=False, blank=False),
    *stated.FIELDS,
    CastBoolean(name="notify", default=True, null=False, blank=False),
    CastBoolean(name="stickied", default=False, null=False, blank=False),
    Moment(name="occurred_at"),
    Moment(name="published_at"),
    *templates.FIELDS,
    Array(name="meta"),
    _POSTMORTEM,
)
EDIT = Form(
    Text(name="name", filled=True, limit=NAME),
    Whole(name="status", least=0, most=4),
    Text(name="message", filled=True, limit=TEXT),
    CastBoolean(name="visible", blank=False),
    *stated.FIELDS,
    CastBoolean(name="stickied", blank=False),
    Moment(name="occurred_at"),
    Moment(name="published_at"),
    *templates.FIELDS,
    Array(name="meta"),
    _POSTMORTEM,
)

NUMBER = lists.by_number("status", words.INCIDENT)
QUERY = lists.Query(
    filters=(
        lists.Filter("id", lists.whole, "pk"),
        lists.Filter("user_id", lists.whole, "user"),
        lists.Filter("component_id", lists.whole, "shown_component", is_none_at_0=True),
        lists.BY_NAME,
        lists.Filter(
            "status",
            lists.whole,
            "status",
            means=lambda number: words.INCIDENT_FROM.get(number, ""),
        ),
        lists.Filter("visible", lists.flag, "visible"),
        lists.Filter("stickied", lists.flag, "stickied"),
    ),
    sortable={
        "id": "pk",
        "user_id": "user_id",
        "name": "name",
        "status": NUMBER,
        "visible": "visible",
        "stickied": "stickied",
        "message": "message",
        "occurred_at": "occurred_at",
    },
)


def find(call: Call, incident_id: int) -> Incident:
    return lists.one(objects.with_parts(Incident.objects.seen_by(call.by, at=call.at)), incident_id)


def index(call: Call) -> HttpResponse:
    rows = Incident.objects.seen_by(call.by, at=call.at)
    if call.text("component_id"):
        rows = rows.alias(shown_component=objects.shown_component(call))
    return lists.listing(call, objects.with_parts(rows), objects.present)


def show(call: Call, incident: Incident) -> HttpResponse:
    return answers.data(objects.present(call, [incident])[0])


def create(call: Call) -> HttpResponse:
    values = call.read()
    if not templates.write_message(values, _draft(call, values)):
        templates.refuse_without_message(values)
    incident = operations.report(by=call.by, **_ours(values))
    return show(call, find(call, incident.pk))


def edit(call: Call, incident: Incident) -> HttpResponse:
    values = call.read()
    templates.write_message(values, _draft(call, values))
    operations.edit(incident.pk, by=call.by, only_if=call.only_if, **_ours(values))
    return show(call, find(call, incident.pk))


def delete(call: Call, incident: Incident) -> HttpResponse:
    operations.delete(incident.pk, by=call.by, only_if=call.only_if)
    return answers.nothing()


def _draft(call: Call, values: dict[str, Any]) -> Draft:
    own = {"name", "message", "visible", "notify", "stickied", "component_id"}
    occurred_at = call.text("occurred_at") or None
    return Draft(**pick(values, own), occurred_at=occurred_at, **templates.said(values))


def _ours(values: dict[str, Any]) -> dict[str, Any]:
    ours = {"impacts": stated.impacts(values), **values}
    if "status" in ours:
        ours["status"] = words.INCIDENT_FROM[ours["status"]]
    if "meta" in ours:
        ours["meta"] = _meta(ours["meta"])
    return ours


def _meta(given: dict[str, Any] | list[Any]) -> dict[str, Any]:
    """Key → value; on PUT an empty value takes its key away, so those stay in."""
    pairs = given.items() if isinstance(given, dict) else enumerate(given)
    return {str(key): _without_empty(value) for key, value in pairs}


def _without_empty(value: Any) -> Any:
    """Empty values are dropped one level down, too (contract 3.5)."""
    if isinstance(value, dict):
        return {key: item for key, item in value.items() if item}
    if isinstance(value, list):
        return [item for item in value if item]
    return value
