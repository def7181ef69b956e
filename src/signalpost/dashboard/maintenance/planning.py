"""Planning maintenance, with a look at when it would repeat, and editing it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from signalpost.dashboard.incidents import picking
from signalpost.dashboard.maintenance import outlook
from signalpost.dashboard.maintenance.forms import PlanForm, WindowForm, state_of
from signalpost.dashboard.maintenance.meanwhile import AsOfForm
from signalpost.dashboard.maintenance.window import find
from signalpost.dashboard.once import once
from signalpost.dashboard.screens import DashboardRequest, form_page, go_to, refuse
from signalpost.kernel.errors import DomainError, Invalid
from signalpost.maintenance import operations, recurrence
from signalpost.maintenance.models import Window
from signalpost.maintenance.rows import Covered
from signalpost.overview import present
from signalpost.overview.forecast import Present

#: So many starts of a series are shown before it is planned.
FORESEEN = 5
AGAIN = "It was planned already, when this form was sent before."


class EditForm(AsOfForm[Window], WindowForm):
    @classmethod
    def values_of(cls, row: Window) -> dict[str, Any]:
        names = ("name", "message", "starts_at", "ends_at", "visible")
        covered = row.coverage.filter(component__deleted_at__isnull=True)
        components = list(covered.values_list("component", flat=True))
        return {name: getattr(row, name) for name in names} | {"components": components}

    def clean_starts_at(self) -> datetime:
        starts_at: datetime | None = self.cleaned_data["starts_at"]
        if starts_at is None:
            raise ValidationError("A window needs a start.")
        return starts_at

    @property
    def changed(self) -> dict[str, Any]:
        """As operations take it: what stays covered keeps the status that it stays at."""
        changed = super().changed
        if "components" in changed:
            stated = dict(self.row.coverage.values_list("component", "status"))
            changed["components"] = {pk: stated.get(pk) or None for pk in changed["components"]}
        return changed


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
    """What would happen if it were planned as it stands, and when it would begin next."""
    form = PlanForm(request.POST)
    form.is_valid()
    starts = _foreseen(form)
    wrong = form.errors.get("rule") or form.errors.get("starts_at")
    form.errors.clear()  # nothing else is wrong with it yet
    return _page(request, form, starts=starts, wrong=wrong, part=_part(request))


def show(request: DashboardRequest, pk: int) -> HttpResponse:
    form = EditForm.of(lambda: find(request, pk))
    return _page(request, form)


def edit(request: DashboardRequest, pk: int) -> HttpResponse:
    """Only what is changed is written; the change is announced with the old time beside the new.

    Where somebody else has changed the window meanwhile, that is shown instead.
    """
    form = EditForm.of(lambda: find(request, pk), request.POST)
    if not form.is_valid():
        return _page(request, form)
    if not form.write(operations.edit, pk, by=request.by, **form.changed):
        return _page(request, form)
    messages.success(request, "Saved.", extra_tags=f"window-{pk}")
    return go_to(request, reverse("show_window", args=[pk]))


def preview_edit(request: DashboardRequest, pk: int) -> HttpResponse:
    """What would happen if it were saved as it stands."""
    form = EditForm.of(lambda: find(request, pk), request.POST)
    form.errors.clear()  # nothing is wrong with it yet
    return _page(request, form, part=_part(request))


def _part(request: DashboardRequest) -> str:
    return "dashboard/maintenance/_outlook.html" if request.htmx else ""


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
    form: PlanForm | EditForm,
    *,
    starts: Sequence[datetime] = (),
    wrong: ErrorList | None = None,
    part: str = "",
) -> HttpResponse:
    now = timezone.now()
    scene = present.read(request.here, at=now)
    template = part or "dashboard/maintenance/planning.html"
    facts = _of_edit(form, scene, now) if isinstance(form, EditForm) else _of_plan(form, scene, now)
    facts |= {"starts": starts, "wrong": wrong, "is_large": picking.is_large(scene)}
    if not part:
        ticked = {f"c{pk}": "on" for pk in form["components"].value() or ()}
        facts["bunches"] = picking.bunches(scene, ticked)
    return form_page(request, template, form, **facts)


def _of_plan(form: PlanForm, scene: Present, now: datetime) -> dict[str, Any]:
    said = form.cleaned_data if form.is_bound else _FIRST
    return {
        "outlook": outlook.of_plan(scene, said, at=now),
        "verb": "plan",
        "reads": said,
        "foresees": reverse("preview_window"),
        "back": reverse("maintenance"),
    }


def _of_edit(form: EditForm, scene: Present, now: datetime) -> dict[str, Any]:
    args = [form.row.pk]
    return {
        "window": form.row,
        "outlook": outlook.of_edit(scene, form.row, form.meant, at=now),
        "verb": "save",
        "reads": form.meant,
        "foresees": reverse("preview_edit", args=args),
        "back": reverse("show_window", args=args),
    }


#: What an empty form says.
_FIRST = {"visible": True, "notify": True}
