"""/incidents/{id}/updates: contract 3.6."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from signalpost.cachet_api import answers, incidents, lists, stated, templates, words
from signalpost.cachet_api import incident_objects as objects
from signalpost.cachet_api.call import Call
from signalpost.cachet_api.fields import Form, Text, Whole
from signalpost.incidents import operations
from signalpost.incidents.models import Incident, Update
from signalpost.incidents.templates import Draft
from signalpost.kernel.text import TEXT

CREATE = Form(
    Whole(name="status", required=True, least=1, most=4),
    Text(name="message", required=True, unless="template", limit=TEXT),
    *stated.FIELDS,
    *templates.FIELDS,
)
EDIT = Form(
    Whole(name="status", least=1, most=4),
    Text(name="message", filled=True, limit=TEXT),
    *templates.FIELDS,
)

#: Sorting only breaks ties after created_at (contract 4.2).
QUERY = lists.Query(
    sortable={"id": "pk", "status": incidents.NUMBER, "user_id": "user_id"},
    first=("-created_at",),
    default=("-pk",),
)


def find(call: Call, incident_id: int, update_id: int) -> Update:
    return lists.one(incidents.find(call, incident_id).updates.all(), update_id)


def index(call: Call, incident: Incident) -> HttpResponse:
    return lists.listing(call, incident.updates.all(), objects.present_updates)


def show(call: Call, update: Update) -> HttpResponse:
    return answers.data(objects.present_updates(call, [update])[0])


def create(call: Call, incident: Incident) -> HttpResponse:
    values = call.read()
    if not templates.write_message(values, _draft(call, incident, values)):
        templates.refuse_without_message(values)
    update = operations.post_update(
        incident.pk,
        by=call.by,
        status=words.INCIDENT_FROM[values["status"]],
        message=values["message"],
        impacts=stated.impacts(values),
    )
    return show(call, update)


def edit(call: Call, update: Update) -> HttpResponse:
    values = call.read()
    templates.write_message(values, _draft(call, update.incident, values))
    if "status" in values:
        values["status"] = words.INCIDENT_FROM[values["status"]]
    changed = operations.edit_update(
        update.incident_id, update.pk, by=call.by, only_if=call.only_if, **values
    )
    return show(call, changed)


def _draft(call: Call, incident: Incident, values: dict[str, Any]) -> Draft:
    """An update's template knows the incident it belongs to, and what the update says of it."""
    return Draft(
        name=incident.name,
        message=values.get("message"),
        visible=incident.visible,
        stickied=incident.stickied,
        occurred_at=call.moment(incident.occurred_at),
        component_id=values.get("component_id") or incident.component_id,
        **templates.said(values),
    )


def delete(call: Call, update: Update) -> HttpResponse:
    operations.delete_update(update.incident_id, update.pk, by=call.by, only_if=call.only_if)
    return answers.nothing()
