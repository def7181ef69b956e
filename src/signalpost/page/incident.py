"""One incident with all that was said about it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from signalpost.components.statuses import ComponentStatus
from signalpost.kernel.markdown import to_text
from signalpost.overview import incidents
from signalpost.overview.snapshot import Snapshot
from signalpost.overview.views import IncidentView
from signalpost.page import answers, rendering
from signalpost.page.cards import Card


@require_safe
def show(request: HttpRequest, incident_id: int) -> HttpResponseBase:
    seen = answers.seen_by(request)
    return answers.html(request, page(seen, found(seen, incident_id)))


@require_safe
def from_cachet(request: HttpRequest, incident_id: int) -> HttpResponseBase:
    """Links of Cachet, in mails and chats, keep working."""
    return HttpResponsePermanentRedirect(reverse("incident", args=[incident_id]))


def found(seen: Snapshot, incident_id: int) -> IncidentView:
    """Http404 for one that visitors do not see."""
    return seen.memory.recall(("incident", incident_id), lambda: _read(incident_id))


def _read(incident_id: int) -> IncidentView:
    incident = incidents.find(incident_id)
    if incident is None:
        raise Http404
    return incident


def page(seen: Snapshot, incident: IncidentView) -> str:
    told = card(incident)
    return rendering.render(
        "page/incident.html", seen, card=told, incident=incident, shade=told.status
    )


def card(incident: IncidentView) -> Card:
    newest = incident.updates[0] if incident.updates else incident
    description = to_text(newest.message)
    return Card(
        path=reverse("incident", args=[incident.id]),
        title=incident.name,
        description=description,
        status=incident.severity if incident.is_open else ComponentStatus.OPERATIONAL,
        label=incident.status.label,
        below=description,
    )
