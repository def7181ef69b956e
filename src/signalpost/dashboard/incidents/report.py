"""Reporting an incident, on one screen that says beforehand what will happen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from signalpost.dashboard.fields import Moment
from signalpost.dashboard.incidents import outlook, picking, texts
from signalpost.dashboard.incidents.meanwhile import TITLE
from signalpost.dashboard.once import once
from signalpost.dashboard.screens import DashboardRequest, go_to, refuse
from signalpost.incidents import operations
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.errors import DomainError
from signalpost.kernel.text import NAME
from signalpost.overview import present
from signalpost.overview.forecast import Present, Statement

AGAIN = "It was reported already, when this form was sent before."


class ReportForm(texts.TextForm):
    name = forms.CharField(label=TITLE, max_length=NAME)
    components = picking.Statuses(required=False)
    notify = forms.BooleanField(label="Tell subscribers", required=False, initial=True)
    visible = forms.BooleanField(label="Everybody may see it", required=False, initial=True)
    stickied = forms.BooleanField(
        label="Keep it in sight on the page when it is over", required=False
    )
    occurred_at = Moment(label="It began at", required=False, help_text="Empty: just now.")
    published_at = Moment(label="Publish it at", required=False, help_text="Empty: at once.")

    field_order = ("template", "name", "status", "components", "message")


def show(request: DashboardRequest) -> HttpResponse:
    now = timezone.now()
    scene = present.read(request.here, at=now)
    first = {"status": IncidentStatus.INVESTIGATING.value}
    return _page(request, ReportForm(initial=first, present=scene), scene, now)


def publish(request: DashboardRequest) -> HttpResponse:
    """Open the incident, once however often the form is sent, and go to it."""
    now = timezone.now()
    scene = present.read(request.here, at=now)
    form = ReportForm(request.POST, present=scene)
    if form.is_valid():
        try:
            address = once(
                form,
                lambda: _report(request, form),
                meanwhile=reverse("incidents"),
                again=lambda: messages.info(request, AGAIN, extra_tags="report"),
            )
            return go_to(request, address)
        except DomainError as error:
            refuse(form, error)
    return _page(request, form, scene, now)


def write(request: DashboardRequest) -> HttpResponse:
    """Let the chosen template write the text."""
    return texts.answer(_look(request, "dashboard/incidents/_text.html", is_to_be_written=True))


def foresee(request: DashboardRequest) -> HttpResponse:
    """What would happen if it were published as it stands."""
    return _look(request, "dashboard/incidents/_outlook.html")


def _report(request: DashboardRequest, form: ReportForm) -> str:
    said = form.cleaned_data
    incident = operations.report(
        by=request.by,
        name=said["name"],
        message=said["message"],
        status=IncidentStatus(said["status"]),
        impacts=said["components"],
        visible=said["visible"],
        stickied=said["stickied"],
        notify=said["notify"],
        occurred_at=said["occurred_at"],
        published_at=said["published_at"],
    )
    messages.success(request, f"“{incident.name}” is reported.", extra_tags="report")
    return reverse("dashboard_incident", args=[incident.pk])


def _look(request: DashboardRequest, part: str, *, is_to_be_written: bool = False) -> HttpResponse:
    """At a form that is half typed: nothing is wrong with it yet."""
    now = timezone.now()
    scene = present.read(request.here, at=now)
    form = ReportForm(request.POST, present=scene)
    form.errors.clear()
    if is_to_be_written:
        texts.rewrite(form)
    return _page(request, form, scene, now, part=part if request.htmx else "")


def _page(
    request: DashboardRequest, form: ReportForm, scene: Present, now: datetime, *, part: str = ""
) -> HttpResponse:
    facts = {
        "form": form,
        "variables": texts.variables(form.data),
        # Lazy: a part of the screen may do without.
        "bunches": SimpleLazyObject(
            lambda: picking.bunches(scene, form["components"].value() or {})
        ),
        "is_large": picking.is_large(scene),
        "choices": picking.choices(),
        "outlook": SimpleLazyObject(lambda: _outlook(form, scene, now)),
        "reads": form.cleaned_data if form.is_bound else None,
        "prompt": "What happens, and what can people do?",
        "writes": reverse("write_report"),
        "foresees": reverse("foresee_report"),
        "back": reverse("dashboard"),
    }
    status = 422 if form.errors and not part else 200
    return render(request, part or "dashboard/incidents/report.html", facts, status=status)


def _outlook(form: ReportForm, scene: Present, now: datetime) -> outlook.Outlook:
    said: Mapping[str, Any] = form.cleaned_data if form.is_bound else _FIRST
    statement = Statement(
        at=now,
        statuses=said.get("components", {}),
        is_open=said.get("status") != IncidentStatus.FIXED,
        is_heard=said["visible"],
        name=said.get("name", ""),
    )
    return outlook.of(scene, statement, notify=said["notify"], later=said.get("published_at"))


#: What an empty form says.
_FIRST = {"visible": True, "notify": True}
