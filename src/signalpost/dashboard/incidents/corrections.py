"""Setting right what was said: an update's words, and from when to when a component was touched."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from signalpost.dashboard.fields import Moment, Prose
from signalpost.dashboard.incidents import incident as one
from signalpost.dashboard.incidents import meanwhile, texts
from signalpost.dashboard.meanwhile import AsOf, Deed
from signalpost.dashboard.screens import DashboardRequest, go_to, refuse
from signalpost.events import log
from signalpost.incidents import operations
from signalpost.incidents.models import Impact, Incident, Update
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.errors import Changed, DomainError, NotFound


class WordsForm(forms.Form):
    status = forms.ChoiceField(choices=texts.STAGES)
    message = Prose(label="Text")
    as_of = AsOf()


class TimesForm(forms.Form):
    began_at = Moment(label="From")
    ended_at = Moment(label="Until", required=False, help_text="Empty while it lasts.")
    as_of = AsOf()


def show_update(request: DashboardRequest, pk: int, update_pk: int) -> HttpResponse:
    version = log.version()  # read first: the row is then at least this new
    incident = one.find(request, pk)
    update = _update(incident, update_pk)
    first = {"status": update.status, "message": update.message, "as_of": version}
    return _update_page(request, incident, update, WordsForm(initial=first))


def edit_update(request: DashboardRequest, pk: int, update_pk: int) -> HttpResponse:
    """Correct its words; or show what somebody else has done to the incident meanwhile."""
    version = log.version()
    incident = one.find(request, pk)
    update = _update(incident, update_pk)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _update_page(request, incident, update, form)
    said = form.cleaned_data
    try:
        operations.edit_update(
            pk,
            update_pk,
            by=request.by,
            status=IncidentStatus(said["status"]),
            message=said["message"],
            only_if=log.as_of(said["as_of"], incident),
        )
    except Changed as error:
        again = WordsForm({**request.POST.dict(), "as_of": version})
        again.add_error(None, error.message)
        deeds = meanwhile.deeds(incident, since=said["as_of"])
        return _update_page(request, incident, update, again, deeds)
    except DomainError as error:
        refuse(form, error)
        return _update_page(request, incident, update, form)
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
    version = log.version()
    incident = one.find(request, pk)
    impact = _impact(incident, impact_pk)
    form = TimesForm(initial=_times(impact) | {"as_of": version})
    return _impact_page(request, incident, impact, form)


def correct_impact(request: DashboardRequest, pk: int, impact_pk: int) -> HttpResponse:
    """Correct its times; or show what somebody else has done to the incident meanwhile."""
    version = log.version()
    incident = one.find(request, pk)
    impact = _impact(incident, impact_pk)
    form = TimesForm(request.POST, initial=_times(impact))
    if not form.is_valid():
        return _impact_page(request, incident, impact, form)
    seen = form.cleaned_data["as_of"]
    kept = _times(impact)
    times = {name: form.cleaned_data[name] for name in kept if name in form.changed_data}
    try:
        operations.correct_impact(
            impact_pk, by=request.by, only_if=log.as_of(seen, incident), **kept | times
        )
    except Changed as error:
        again = TimesForm({**request.POST.dict(), "as_of": version}, initial=kept)
        again.add_error(None, error.message)
        deeds = meanwhile.deeds(incident, since=seen)
        return _impact_page(request, incident, impact, again, deeds)
    except DomainError as error:
        refuse(form, error)
        return _impact_page(request, incident, impact, form)
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


def _times(impact: Impact) -> dict[str, Any]:
    """To the second: what the form does not change keeps what it does not show."""
    return {"began_at": impact.began_at, "ended_at": impact.ended_at}


def _update_page(
    request: DashboardRequest,
    incident: Incident,
    update: Update,
    form: WordsForm,
    deeds: list[Deed] | None = None,
) -> HttpResponse:
    facts = {"incident": incident, "update": update, "form": form, "deeds": deeds}
    status = 422 if form.errors else 200
    return render(request, "dashboard/incidents/update_edit.html", facts, status=status)


def _impact_page(
    request: DashboardRequest,
    incident: Incident,
    impact: Impact,
    form: TimesForm,
    deeds: list[Deed] | None = None,
) -> HttpResponse:
    facts = {"incident": incident, "impact": impact, "form": form, "deeds": deeds}
    status = 422 if form.errors else 200
    return render(request, "dashboard/incidents/impact.html", facts, status=status)
