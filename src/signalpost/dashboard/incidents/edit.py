"""Editing an incident: what it says of itself. How it goes on is posted as an update."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from signalpost.dashboard.fields import Moment, Prose
from signalpost.dashboard.incidents import incident as one
from signalpost.dashboard.incidents import outlook
from signalpost.dashboard.incidents.meanwhile import TITLE, AsOfForm
from signalpost.dashboard.screens import DashboardRequest, form_page, go_to
from signalpost.incidents import operations
from signalpost.incidents.models import Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.text import NAME
from signalpost.overview import present


class EditForm(AsOfForm[Incident]):
    name = forms.CharField(label=TITLE, max_length=NAME)
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

    @property
    def changed(self) -> dict[str, Any]:
        """As operations take it. Moments keep the seconds that the form does not show."""
        changed = super().changed
        if "status" in changed:
            changed["status"] = IncidentStatus(changed["status"])
        return changed


def show(request: DashboardRequest, pk: int) -> HttpResponse:
    return _page(request, EditForm.of(lambda: one.find(request, pk)))


def edit(request: DashboardRequest, pk: int) -> HttpResponse:
    """Write what was changed on this screen; or show what somebody else has changed meanwhile."""
    form = EditForm.of(lambda: one.find(request, pk), request.POST)
    if not form.is_valid():
        return _page(request, form)
    if not form.write(operations.edit, pk, by=request.by, **form.changed):
        return _page(request, form)
    messages.success(request, "Saved.", extra_tags=f"incident-{pk}")
    return go_to(request, reverse("dashboard_incident", args=[pk]))


def foresee(request: DashboardRequest, pk: int) -> HttpResponse:
    """What would happen if it were saved as it stands."""
    form = EditForm.of(lambda: one.find(request, pk), request.POST)
    form.errors.clear()  # nothing is wrong with it yet
    return _page(request, form, part="dashboard/incidents/_outlook.html" if request.htmx else "")


def _page(request: DashboardRequest, form: EditForm, *, part: str = "") -> HttpResponse:
    now, args = timezone.now(), [form.row.pk]
    scene = present.read(request.here, at=now)
    facts = {
        "incident": form.row,
        "outlook": outlook.of_edit(scene, form.row, form.meant, at=now),
        "verb": "save",
        "reads": form.meant,
        "foresees": reverse("foresee_edit", args=args),
        "back": reverse("dashboard_incident", args=args),
    }
    return form_page(request, part or "dashboard/incidents/edit.html", form, **facts)
