"""Setting right what was said: an update's words, and from when to when a component was touched."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from signalpost.dashboard.fields import Moment, Prose
from signalpost.dashboard.incidents import incident as one
from signalpost.dashboard.incidents import texts
from signalpost.dashboard.incidents.meanwhile import AsOfForm
from signalpost.dashboard.screens import DashboardRequest, form_page, go_to
from signalpost.incidents import operations
from signalpost.incidents.models import Impact, Incident, Update
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.errors import NotFound


class WordsForm(AsOfForm[Update]):
    status = forms.ChoiceField(choices=texts.STAGES)
    message = Prose(label="Text")

    @property
    def subject(self) -> Incident:
        return self.row.incident


class TimesForm(AsOfForm[Impact]):
    began_at = Moment(label="From")
    ended_at = Moment(label="Until", required=False, help_text="Empty while it lasts.")

    @property
    def subject(self) -> Incident:
        return self.row.incident


def show_update(request: DashboardRequest, pk: int, update_pk: int) -> HttpResponse:
    form = WordsForm.of(lambda: _update(one.find(request, pk), update_pk))
    return _update_page(request, form)


def edit_update(request: DashboardRequest, pk: int, update_pk: int) -> HttpResponse:
    """Correct its words; or show what somebody else has done to the incident meanwhile."""
    form = WordsForm.of(lambda: _update(one.find(request, pk), update_pk), request.POST)
    if not form.is_valid():
        return _update_page(request, form)
    said = form.cleaned_data | {"status": IncidentStatus(form.cleaned_data["status"])}
    if not form.write(operations.edit_update, pk, update_pk, by=request.by, **said):
        return _update_page(request, form)
    messages.success(request, "Saved.", extra_tags=f"correction-{update_pk}")
    return go_to(request, reverse("dashboard_incident", args=[pk]))


def ask_delete_update(request: DashboardRequest, pk: int, update_pk: int) -> HttpResponse:
    incident = one.find(request, pk)
    facts = {"incident": incident, "update": _update(incident, update_pk)}
    return render(request, "dashboard/incidents/update_delete.html", facts)


def delete_update(request: DashboardRequest, pk: int, update_pk: int) -> HttpResponse:
    one.find(request, pk)
    operations.delete_update(pk, update_pk, by=request.by)
    messages.success(request, "The update is deleted.")
    return go_to(request, reverse("dashboard_incident", args=[pk]))


def show_impact(request: DashboardRequest, pk: int, impact_pk: int) -> HttpResponse:
    form = TimesForm.of(lambda: _impact(one.find(request, pk), impact_pk))
    return _impact_page(request, form)


def correct_impact(request: DashboardRequest, pk: int, impact_pk: int) -> HttpResponse:
    """Correct its times; or show what somebody else has done to the incident meanwhile."""
    form = TimesForm.of(lambda: _impact(one.find(request, pk), impact_pk), request.POST)
    if not form.is_valid():
        return _impact_page(request, form)
    # To the second: what the form does not change keeps what it does not show.
    if not form.write(operations.correct_impact, impact_pk, by=request.by, **form.meant):
        return _impact_page(request, form)
    messages.success(request, "The times are corrected; uptime follows.")
    return go_to(request, reverse("dashboard_incident", args=[pk]))


def _update(incident: Incident, update_pk: int) -> Update:
    update = incident.updates.filter(pk=update_pk).first()
    if update is None:
        raise NotFound("The incident has no such update.")
    return update


def _impact(incident: Incident, impact_pk: int) -> Impact:
    impact = incident.impacts.select_related("component").filter(pk=impact_pk).first()
    if impact is None:
        raise NotFound("The incident has not touched that.")
    return impact


def _update_page(request: DashboardRequest, form: WordsForm) -> HttpResponse:
    facts = {"incident": form.subject, "update": form.row}
    return form_page(request, "dashboard/incidents/update_edit.html", form, **facts)


def _impact_page(request: DashboardRequest, form: TimesForm) -> HttpResponse:
    facts = {"incident": form.subject, "impact": form.row}
    return form_page(request, "dashboard/incidents/impact.html", form, **facts)
