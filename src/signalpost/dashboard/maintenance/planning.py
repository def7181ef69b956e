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

from signalpost.dashboard.maintenance import meanwhile
from signalpost.dashboard.maintenance.forms import EditForm, PlanForm, WindowForm, state_of
from signalpost.dashboard.maintenance.window import find
from signalpost.dashboard.meanwhile import Deed
from signalpost.dashboard.once import once
from signalpost.dashboard.screens import DashboardRequest, go_to, refuse
from signalpost.events import log
from signalpost.kernel.errors import Changed, DomainError, Invalid
from signalpost.maintenance import operations, recurrence
from signalpost.maintenance.models import Window
from signalpost.maintenance.rows import Covered

#: So many starts of a series are shown before it is planned.
FORESEEN = 5
AGAIN = "It was planned already, when this form was sent before."


def show_new(request: DashboardRequest) -> HttpResponse:
    return _page(request, PlanForm())


def plan(request: DashboardRequest) -> HttpResponse:
    """Plan it, once however often the form is sent, and go to it."""
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        address = once(
            form,
            lambda: _plan(request, form),
            meanwhile=reverse("maintenance"),
            again=lambda: messages.info(request, AGAIN, extra_tags="plan"),
        )
    except DomainError as error:
        refuse(form, error)
        return _page(request, form)
    return go_to(request, address)


def _plan(request: DashboardRequest, form: PlanForm) -> str:
    said = {name: value for name, value in form.cleaned_data.items() if name != "form_key"}
    covered: Covered = dict.fromkeys(said.pop("components"))
    status = state_of(said["starts_at"], said["ends_at"], now=timezone.now())
    window = operations.plan(by=request.by, components=covered, status=status, **said)
    messages.success(request, f"“{window.name}” is planned.", extra_tags="plan")
    return reverse("show_window", args=[window.pk])


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
    version = log.version()  # read first: the row is then at least this new
    window = find(request, pk)
    return _page(request, EditForm(initial=_kept(window) | {"as_of": version}), window)


def edit(request: DashboardRequest, pk: int) -> HttpResponse:
    """Only what is changed is written; the change is announced with the old time beside the new.

    Where somebody else has changed the window meanwhile, that is shown instead.
    """
    version = log.version()
    window = find(request, pk)
    form = EditForm(request.POST, initial=_kept(window))
    if form.is_valid() and form.cleaned_data["starts_at"] is None:
        form.add_error("starts_at", "A window needs a start.")
    if form.errors:
        return _page(request, form, window)
    seen = form.cleaned_data["as_of"]
    try:
        operations.edit(
            pk, by=request.by, only_if=log.as_of(seen, window), **_changed(form, window)
        )
    except Changed as error:
        said = request.POST.copy()
        said["as_of"] = str(version)
        again = EditForm(said, initial=_kept(window))
        again.add_error(None, error.message)
        return _page(request, again, window, deeds=meanwhile.deeds(window, since=seen))
    except DomainError as error:
        refuse(form, error)
        return _page(request, form, window)
    messages.success(request, "Saved.", extra_tags=f"window-{pk}")
    return go_to(request, reverse("show_window", args=[pk]))


def _kept(window: Window) -> dict[str, Any]:
    names = ("name", "message", "starts_at", "ends_at", "visible")
    covered = window.coverage.filter(component__deleted_at__isnull=True)
    components = list(covered.values_list("component", flat=True))
    return {name: getattr(window, name) for name in names} | {"components": components}


def _changed(form: EditForm, window: Window) -> dict[str, Any]:
    values = {name: form.cleaned_data[name] for name in form.changed_data if name != "as_of"}
    if "components" in values:
        stated = dict(window.coverage.values_list("component", "status"))
        values["components"] = {pk: stated.get(pk) or None for pk in values["components"]}
    return values


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
    deeds: list[Deed] | None = None,
) -> HttpResponse:
    facts = {"form": form, "window": window, "starts": starts or [], "deeds": deeds}
    status = 422 if form.errors else 200
    return render(request, "dashboard/maintenance/planning.html", facts, status=status)
