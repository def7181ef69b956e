"""/incidents/{id}/updates: contract 3.6."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse

from signalpost.cachet_api import answers, incidents, lists, words
from signalpost.cachet_api.api import Call
from signalpost.cachet_api.fields import Form, Text, Whole
from signalpost.incidents import operations
from signalpost.incidents.models import Incident, Update
from signalpost.kernel.errors import NotFound
from signalpost.kernel.text import TEXT

CREATE = Form(
    Whole(name="status", required=True, least=1, most=4),
    Text(name="message", required=True, limit=TEXT),
    *incidents.COMPONENT_PAIR,
)
EDIT = Form(
    Whole(name="status", least=1, most=4),
    Text(name="message", filled=True, limit=TEXT),
)

#: Only break ties after created_at (contract 4.2).
_SORTABLE: lists.Sortable = {"id": "pk", "status": incidents.NUMBER, "user_id": "user_id"}


def find(call: Call, incident_id: int, update_id: int) -> Update:
    incident = incidents.find(call, incident_id)
    update = incident.updates.filter(pk=update_id).first()
    if update is None:
        raise NotFound(f"Incident {incident_id} has no update with id {update_id}.")
    return update


def index(call: Call, incident: Incident) -> HttpResponse:
    rows = Update.objects.filter(incident=incident)
    rows = lists.sorted_by(call, rows, _SORTABLE, first=("-created_at",), default=("-pk",))
    return lists.listing(call, rows, present)


def show(call: Call, update: Update) -> HttpResponse:
    return answers.data(incidents.present_update(call, update))


def create(call: Call, incident: Incident) -> HttpResponse:
    values = call.read(CREATE)
    update = operations.post_update(
        incident.pk,
        by=call.by,
        status=words.INCIDENT_FROM[values["status"]],
        message=values["message"],
        impacts=incidents.impacts(values),
    )
    return show(call, update)


def edit(call: Call, update: Update) -> HttpResponse:
    values = call.read(EDIT)
    if "status" in values:
        values["status"] = words.INCIDENT_FROM[values["status"]]
    changed = operations.edit_update(update.incident_id, update.pk, by=call.by, **values)
    return show(call, changed)


def delete(call: Call, update: Update) -> HttpResponse:
    operations.delete_update(update.incident_id, update.pk, by=call.by)
    return answers.nothing()


def present(call: Call, updates: Sequence[Update]) -> list[dict[str, Any]]:
    return [incidents.present_update(call, update) for update in updates]
