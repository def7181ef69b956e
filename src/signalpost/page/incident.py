"""One incident with all that was said about it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from signalpost.components.statuses import ComponentStatus
from signalpost.kernel.markdown import to_text
from signalpost.overview import incidents, snapshot
from signalpost.overview.views import IncidentView, Snapshot
from signalpost.page import answers, rendering


@require_safe
def show(request: HttpRequest, incident_id: int) -> HttpResponseBase:
    incident = incidents.find(incident_id)
    if incident is None:
        raise Http404
    return answers.html(request, page(snapshot.current(), incident))


@require_safe
def from_cachet(request: HttpRequest, incident_id: int) -> HttpResponseBase:
    """Links of Cachet, in mails and chats, keep working."""
    return HttpResponsePermanentRedirect(reverse("incident", args=[incident_id]))


def page(seen: Snapshot, incident: IncidentView) -> str:
    shade = incident.severity if incident.is_open else ComponentStatus.OPERATIONAL
    newest = incident.updates[0] if incident.updates else incident
    return rendering.render(
        "page/incident.html",
        seen,
        path=reverse("incident", args=[incident.id]),
        title=incident.name,
        description=to_text(newest.message),
        incident=incident,
        shade=shade,
    )
