"""What others did to an incident while somebody had its form open."""

from __future__ import annotations

from signalpost.dashboard.meanwhile import Deed, changes
from signalpost.events import log
from signalpost.events.models import Event
from signalpost.incidents.models import Incident, Update

_DID = {
    "incident.published": "It was published.",
    "incident.update_edited": "An update was edited.",
    "incident.update_deleted": "An update was deleted.",
    "incident.impact_corrected": "The times of a component were corrected.",
}


def deeds(incident: Incident, *, since: int) -> list[Deed]:
    return [_deed(event) for event in log.since(since, incident)]


def _deed(event: Event) -> Deed:
    if event.kind == "incident.updated":
        update = Update.objects.filter(pk=event.facts["update_id"]).first()
        words = f"An update was posted: {event.facts['status']}."
        return Deed(event.actor_name, event.at, words, text=update.message if update else "")
    words = _DID.get(event.kind, "It was edited.")
    return Deed(event.actor_name, event.at, words, changes=changes(event))
