"""Editing an incident: what it says of itself. How it goes on is posted as an update."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from signalpost.dashboard.fields import Moment, Prose
from signalpost.dashboard.incidents import incident as one
from signalpost.dashboard.incidents import meanwhile
from signalpost.dashboard.meanwhile import AsOf, Deed
from signalpost.dashboard.screens import DashboardRequest, go_to, refuse
from signalpost.events import log
from signalpost.incidents import operations
from signalpost.incidents.models import Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.errors import Changed, DomainError
from signalpost.kernel.text import NAME


class EditForm(forms.Form):
    name = forms.CharField(label="What visitors see first", max_length=NAME)
    status = forms.ChoiceField(choices=IncidentStatus.choices)
    message = Prose(
        label="What was said first",
        required=False,
        help_text="Markdown. What is new is posted as an update.",
    )
    postmortem = Prose(
        label="Post-mortem",
        required=False,
        help_text="Markdown. What happened, why, and what you do about it.",
    )
    occurred_at = Moment(label="It began at")
    published_at = Moment(
        label="Published at", help_text="Later than now keeps it back until then."
    )
    visible = forms.BooleanField(label="Everybody may see it", required=False)
    stickied = forms.BooleanField(
        label="Keep it in sight on the page when it is over", required=False
    )
    notify = forms.BooleanField(label="Tell subscribers", required=False)
    as_of = AsOf()


def show(request: DashboardRequest, pk: int) -> HttpResponse:
    version = log.version()  # read first: the row is then at least this new
    incident = one.find(request, pk)
    form = EditForm(initial=_values(incident) | {"as_of": version})
    return _page(request, incident, form)


def edit(request: DashboardRequest, pk: int) -> HttpResponse:
    """Write what was changed on this screen; or show what somebody else has changed meanwhile."""
    version = log.version()
    incident = one.find(request, pk)
    form = EditForm(request.POST, initial=_values(incident))
    if not form.is_valid():
        return _page(request, incident, form)
    said = form.cleaned_data
    try:
        operations.edit(
            pk, by=request.by, only_if=log.as_of(said["as_of"], incident), **_changed(form)
        )
    except Changed as error:
        again = EditForm({**request.POST.dict(), "as_of": version}, initial=_values(incident))
        again.add_error(None, error.message)
        deeds = meanwhile.deeds(incident, since=said["as_of"])
        return _page(request, incident, again, deeds)
    except DomainError as error:
        refuse(form, error)
        return _page(request, incident, form)
    messages.success(request, "Saved.", extra_tags=f"incident-{pk}")
    return go_to(request, reverse("dashboard_incident", args=[pk]))


def _values(incident: Incident) -> dict[str, Any]:
    return {name: getattr(incident, name) for name in EditForm.base_fields if name != "as_of"}


def _changed(form: EditForm) -> dict[str, Any]:
    """Only what differs is written: moments keep the seconds that the form does not show."""
    said = form.cleaned_data
    changed = {name: said[name] for name in form.changed_data if name != "as_of"}
    if "status" in changed:
        changed["status"] = IncidentStatus(changed["status"])
    return changed


def _page(
    request: DashboardRequest,
    incident: Incident,
    form: EditForm,
    deeds: list[Deed] | None = None,
) -> HttpResponse:
    facts = {"incident": incident, "form": form, "deeds": deeds}
    status = 422 if form.errors else 200
    return render(request, "dashboard/incidents/edit.html", facts, status=status)
