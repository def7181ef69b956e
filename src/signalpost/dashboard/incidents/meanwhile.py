"""What others did to an incident while somebody had its form open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from signalpost.events import log
from signalpost.events.models import Event
from signalpost.incidents.models import Incident, Update


class AsOf(forms.IntegerField):
    """The version of the book that a form was opened at."""

    def __init__(self) -> None:
        lost = "Open this screen anew: it does not say what you have seen."
        super().__init__(
            widget=forms.HiddenInput, error_messages={"required": lost, "invalid": lost}
        )


_DID = {
    "incident.published": "It was published.",
    "incident.update_edited": "An update was edited.",
    "incident.update_deleted": "An update was deleted.",
    "incident.impact_corrected": "The times of a component were corrected.",
}


@dataclass(frozen=True, slots=True)
class Deed:
    """`text` is what was written, Markdown; `changes` are field, before, after."""

    by: str
    at: datetime
    words: str
    text: str = ""
    changes: tuple[tuple[str, Any, Any], ...] = ()


def deeds(incident: Incident, *, since: int) -> list[Deed]:
    return [_deed(event) for event in log.since(since, incident)]


def _deed(event: Event) -> Deed:
    if event.kind == "incident.updated":
        update = Update.objects.filter(pk=event.facts["update_id"]).first()
        words = f"An update was posted: {event.facts['status']}."
        return Deed(event.actor_name, event.at, words, text=update.message if update else "")
    changes = tuple((name, *values) for name, values in event.facts.get("changed", {}).items())
    words = _DID.get(event.kind, "It was edited.")
    return Deed(event.actor_name, event.at, words, changes=changes)
