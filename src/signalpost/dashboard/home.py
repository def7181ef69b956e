from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from signalpost.components.models import Component
from signalpost.dashboard.screens import DashboardRequest, go_to
from signalpost.incidents.models import Incident
from signalpost.installation import example


def show(request: DashboardRequest) -> HttpResponse:
    """What is wrong now; on an empty installation, what to do first."""
    is_empty = not (Component.objects.exists() or Incident.objects.exists())
    return render(request, "dashboard/home.html", {"is_empty": is_empty})


def fill_with_example(request: DashboardRequest) -> HttpResponse:
    """Fill an empty installation with a believable site, to try things on."""
    example.fill(by=request.by)
    return go_to(request, "/dashboard/")
