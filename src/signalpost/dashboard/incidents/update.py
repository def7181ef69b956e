"""Posting an update: how it goes on, and how each component is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from signalpost.components.statuses import ComponentStatus
from signalpost.dashboard.incidents import incident as one
from signalpost.dashboard.incidents import outlook, picking, texts
from signalpost.dashboard.incidents.meanwhile import AsOfForm
from signalpost.dashboard.once import once
from signalpost.dashboard.screens import DashboardRequest, go_to
from signalpost.events import log
from signalpost.incidents import operations
from signalpost.incidents.models import Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.errors import DomainError
from signalpost.overview import forecast, present
from signalpost.overview.forecast import Part, Present, Statement


class UpdateForm(AsOfForm[Incident], texts.TextForm):
    components = picking.Statuses(required=False)
    #: Only asked where letting go would leave something amiss.
    all_well = forms.BooleanField(required=False)

    @classmethod
    def values_of(cls, row: Incident) -> dict[str, Any]:
        return {"status": row.status}


class Desk:
    """An incident in front of whoever writes an update, as it was when they looked."""

    def __init__(self, request: DashboardRequest, pk: int) -> None:
        self.request = request
        self.version = log.version()  # read first: the rows are then at least this new
        self.now: datetime = timezone.now()
        self.incident: Incident = one.find(request, pk)
        self.present: Present = present.read(request.here, at=self.now)
        open_impacts = self.incident.impacts.open().values_list("component", flat=True)
        self.touched = frozenset(open_impacts)

    def form(self, data: Mapping[str, Any] | None = None) -> UpdateForm:
        return UpdateForm(
            data,
            row=self.incident,
            version=self.version,
            present=self.present,
            apart=self.touched,
        )

    def page(self, form: UpdateForm, *, part: str = "") -> HttpResponse:
        args = [self.incident.pk]
        facts = {
            "incident": self.incident,
            "form": form,
            "variables": texts.variables(form.data),
            # Lazy: a part of the screen may do without.
            "bunches": SimpleLazyObject(lambda: self._bunches(form)),
            "is_large": picking.is_large(self.present),
            "choices": picking.choices(),
            "lingering": SimpleLazyObject(self._lingering),
            "outlook": SimpleLazyObject(lambda: self._outlook(form)),
            "reads": form.cleaned_data if form.is_bound else None,
            "prompt": "What is new?",
            "writes": reverse("write_update", args=args),
            "foresees": reverse("foresee_update", args=args),
            "back": reverse("dashboard_incident", args=args),
        }
        status = 422 if form.errors and not part else 200
        return render(self.request, part or "dashboard/incidents/update.html", facts, status=status)

    def said(self, form: UpdateForm) -> dict[int, ComponentStatus]:
        """What the form says of components, once the last tick is counted, too."""
        said = form.cleaned_data
        statuses: dict[int, ComponentStatus] = dict(said.get("components", {}))
        if said.get("all_well") and said.get("status") == IncidentStatus.FIXED:
            well = dict.fromkeys(self.touched & self.present.parts.keys(), _WELL)
            statuses = well | statuses
        return statuses

    def _bunches(self, form: UpdateForm) -> list[picking.Bunch]:
        """The incident's own components first; the others are folded away below."""
        picked = form["components"].value() or {}
        parts = self.present.parts
        own = {pk: replace(part, group_id=None, group="") for pk, part in parts.items()}
        own = {pk: part for pk, part in own.items() if pk in self.touched}
        rest = {pk: part for pk, part in parts.items() if pk not in self.touched}
        first = picking.bunches(replace(self.present, parts=own), picked)
        others = picking.bunches(replace(self.present, parts=rest), picked)
        shown = [replace(bunch, name="In this incident", is_unfolded=True) for bunch in first]
        return shown + [
            replace(bunch, is_unfolded=any(row.picked for row in bunch.rows)) for bunch in others
        ]

    def _lingering(self) -> list[Part]:
        """Components that would not be well again by being let go."""
        fixed = Statement(
            at=self.now,
            statuses={},
            is_open=False,
            is_heard=self.incident.speaks(at=self.now),
            incident_id=self.incident.pk,
        )
        then = forecast.after(self.present, fixed).parts
        left = [then[pk] for pk in sorted(self.touched) if pk in then]
        return [part for part in left if part.status not in _FINE]

    def _outlook(self, form: UpdateForm) -> outlook.Outlook:
        is_said = form.is_bound
        status = form.cleaned_data.get("status") if is_said else self.incident.status
        later = self.incident.published_at
        statement = Statement(
            at=self.now,
            statuses=self.said(form) if is_said else {},
            is_open=status != IncidentStatus.FIXED,
            is_heard=self.incident.visible,
            incident_id=self.incident.pk,
            name=self.incident.name,
            so_far=present.said_by(self.incident, published_at=later, at=self.now),
            kept=present.kept_by(self.incident),
        )
        return outlook.of(self.present, statement, notify=self.incident.notify, later=later)


AGAIN = "It was posted already, when this form was sent before."
_WELL = ComponentStatus.OPERATIONAL
_FINE = (_WELL, ComponentStatus.UNDER_MAINTENANCE)


def show(request: DashboardRequest, pk: int) -> HttpResponse:
    desk = Desk(request, pk)
    return desk.page(desk.form())


def post(request: DashboardRequest, pk: int) -> HttpResponse:
    """Post it, once; or show what somebody else has said meanwhile."""
    desk = Desk(request, pk)
    form = desk.form(request.POST)
    if not form.is_valid():
        return desk.page(form)
    address = reverse("dashboard_incident", args=[pk])
    try:
        return go_to(
            request,
            once(
                form,
                lambda: _post(desk, form, address),
                meanwhile=address,
                again=lambda: messages.info(request, AGAIN, extra_tags=f"update-{pk}"),
            ),
        )
    except DomainError as error:
        form.refuse(error)
        return desk.page(form)


def write(request: DashboardRequest, pk: int) -> HttpResponse:
    """Let the chosen template write the text."""
    desk = Desk(request, pk)
    form = _half_typed(desk)
    texts.rewrite(form)
    return texts.answer(
        desk.page(form, part="dashboard/incidents/_text.html" if request.htmx else "")
    )


def foresee(request: DashboardRequest, pk: int) -> HttpResponse:
    """What would happen if it were posted as it stands."""
    desk = Desk(request, pk)
    return desk.page(
        _half_typed(desk), part="dashboard/incidents/_outlook.html" if request.htmx else ""
    )


def _half_typed(desk: Desk) -> UpdateForm:
    form = desk.form(desk.request.POST)
    form.errors.clear()  # nothing is wrong with it yet
    return form


def _post(desk: Desk, form: UpdateForm, address: str) -> str:
    said = form.cleaned_data
    operations.post_update(
        desk.incident.pk,
        by=desk.request.by,
        status=IncidentStatus(said["status"]),
        message=said["message"],
        impacts=desk.said(form),
        only_if=form.only_if,
    )
    messages.success(desk.request, "The update is posted.", extra_tags=f"update-{desk.incident.pk}")
    return address
