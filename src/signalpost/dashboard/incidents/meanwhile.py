"""Forms about an incident, and what others did to it while one was open."""

from __future__ import annotations

from dataclasses import replace

from signalpost.dashboard import meanwhile
from signalpost.dashboard.meanwhile import Deed, Row
from signalpost.events.models import Event
from signalpost.incidents.models import Update

TITLE = "What visitors see first"


class AsOfForm(meanwhile.AsOfForm[Row]):
    called = {"name": TITLE}
    did = {
        "incident.published": "It was published.",
        "incident.update_edited": "An update was edited.",
        "incident.update_deleted": "An update was deleted.",
        "incident.impact_corrected": "The times of a component were corrected.",
    }

    def deed(self, event: Event) -> Deed:
        deed = super().deed(event)
        if event.kind != "incident.updated":
            return deed
        update = Update.objects.filter(pk=event.facts["update_id"]).first()
        words = f"An update was posted: {event.facts['status']}."
        return replace(deed, words=words, text=update.message if update else "", changes=())
