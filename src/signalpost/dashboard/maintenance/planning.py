"""Planning maintenance, with a look at when it would repeat, and editing it."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from signalpost.dashboard.maintenance.forms import PlanForm, WindowForm, state_of
from signalpost.dashboard.maintenance.window import find
from signalpost.dashboard.screens import DashboardRequest, go_to, refuse
from signalpost.kernel.errors import DomainError, Invalid
from signalpost.maintenance import operations, recurrence
from signalpost.maintenance.models import Window
from signalpost.maintenance.rows import Covered

#: So many starts of a series are shown before it is planned.
FORESEEN = 5


def show_new(request: DashboardRequest) -> HttpResponse:
    return _page(request, PlanForm())


def plan(request: DashboardRequest) -> HttpResponse:
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    said = form.cleaned_data
    covered: Covered = dict.fromkeys(said.pop("components"))
    status = state_of(said["starts_at"], said["ends_at"], now=timezone.now())
    try:
        window = operations.plan(by=request.by, components=covered, status=status, **said)
    except DomainError as error:
        refuse(form, error)
        return _page(request, form)
    messages.success(request, f"“{window.name}” is planned.")
    return go_to(request, reverse("show_window", args=[window.pk]))


def preview(request: DashboardRequest) -> HttpResponse:
    """When it would begin next, while it is planned; nothing is kept."""
    form = PlanForm(request.POST)
    form.is_valid()
    starts = _foreseen(form)
    if not request.htmx:
        return _page(request, form, starts=starts)
    facts = {"starts": starts, "errors": form.errors.get("rule") or form.errors.get("starts_at")}
    return render(request, "dashboard/maintenance/_preview.html", facts)


def show(request: DashboardRequest, pk: int) -> HttpResponse:
    window = find(request, pk)
    return _page(request, WindowForm(initial=_kept(window)), window)


def edit(request: DashboardRequest, pk: int) -> HttpResponse:
    """Only what is changed is written; the change is announced with the old time beside the new."""
    window = find(request, pk)
    form = WindowForm(request.POST, initial=_kept(window))
    if form.is_valid() and form.cleaned_data["starts_at"] is None:
        form.add_error("starts_at", "A window needs a start.")
    if form.errors:
        return _page(request, form, window)
    values: dict[str, Any] = {name: form.cleaned_data[name] for name in form.changed_data}
    if "components" in values:
        stated = dict(window.coverage.values_list("component", "status"))
        values["components"] = {pk: stated.get(pk) or None for pk in values["components"]}
    try:
        operations.edit(pk, by=request.by, **values)
    except DomainError as error:
        refuse(form, error)
        return _page(request, form, window)
    messages.success(request, "Saved.")
    return go_to(request, reverse("show_window", args=[pk]))


def _kept(window: Window) -> dict[str, Any]:
    names = ("name", "message", "starts_at", "ends_at", "visible")
    covered = window.coverage.filter(component__deleted_at__isnull=True)
    components = list(covered.values_list("component", flat=True))
    return {name: getattr(window, name) for name in names} | {"components": components}


def _foreseen(form: PlanForm) -> list[datetime]:
    """The next starts; none where nothing repeats, or where that cannot be told yet."""
    said = form.cleaned_data
    if form.errors.keys() & {"starts_at", "repeat", "until", "rule"} or not said.get("rule"):
        return []
    here = timezone.get_current_timezone()
    first = said["starts_at"]
    try:
        rule = recurrence.parsed(said["rule"], zone=here)
        starts = list(islice(rule.starts(first=first, zone=here), FORESEEN))
    except Invalid as error:
        form.add_error("rule", error.message)
        return []
    if starts[:1] != [first]:
        form.add_error("rule", "The rule does not name the day that it starts on.")
        return []
    return starts


def _page(
    request: DashboardRequest,
    form: WindowForm,
    window: Window | None = None,
    starts: list[datetime] | None = None,
) -> HttpResponse:
    facts = {"form": form, "window": window, "starts": starts or []}
    status = 422 if form.errors else 200
    return render(request, "dashboard/maintenance/planning.html", facts, status=status)
