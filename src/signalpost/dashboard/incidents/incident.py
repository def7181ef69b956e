"""One incident: what it said and when, what it touched, and what can be done about it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from signalpost.components.models import Component
from signalpost.dashboard.screens import DashboardRequest, go_to
from signalpost.incidents import operations
from signalpost.incidents.models import Incident
from signalpost.kernel.errors import NotFound


def find(request: DashboardRequest, pk: int) -> Incident:
    """As whoever asks may see it; NotFound where there is none for them."""
    seen = Incident.objects.seen_by(request.by, at=timezone.now()).select_related("user")
    incident = seen.filter(pk=pk).first()
    if incident is None:
        raise NotFound("There is no such incident.")
    return incident


def show(request: DashboardRequest, pk: int) -> HttpResponse:
    incident = find(request, pk)
    facts = {
        "incident": incident,
        "updates": incident.updates.select_related("user").order_by("-created_at", "-pk"),
        "impacts": incident.impacts.select_related("component").order_by(
            "ended_at", "component__name", "-began_at"
        ),
        "now": timezone.now(),
    }
    return render(request, "dashboard/incidents/incident.html", facts)


def ask_delete(request: DashboardRequest, pk: int) -> HttpResponse:
    incident = find(request, pk)
    facts = {
        "incident": incident,
        "updates": incident.updates.count(),
        "components": Component.objects.filter(impacts__in=incident.impacts.open()),
    }
    return render(request, "dashboard/incidents/delete.html", facts)


def delete(request: DashboardRequest, pk: int) -> HttpResponse:
    incident = find(request, pk)
    operations.delete(pk, by=request.by)
    messages.success(request, f"“{incident.name}” is deleted.")
    return go_to(request, reverse("incidents"))
