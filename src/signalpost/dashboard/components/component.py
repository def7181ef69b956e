"""One component: what it is called, where it stands, and what is said of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from signalpost.components import operations
from signalpost.components.models import Component, Group
from signalpost.components.statuses import ComponentStatus
from signalpost.dashboard import order
from signalpost.dashboard.meanwhile import AsOfForm, Change
from signalpost.dashboard.screens import DashboardRequest, form_page, go_to, refuse
from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Incident
from signalpost.kernel.errors import DomainError, NotFound
from signalpost.kernel.text import LINE, NAME, TEXT
from signalpost.maintenance.models import Window
from signalpost.maintenance.statuses import WindowStatus

#: Maintenance is planned, not stated.
_STATUSES = [
    (status.value, status.label)
    for status in ComponentStatus
    if status is not ComponentStatus.UNDER_MAINTENANCE
]


class ComponentForm(forms.Form):
    name = forms.CharField(max_length=NAME)
    group = forms.TypedChoiceField(
        coerce=int, empty_value=None, required=False, help_text="The heading it stands under."
    )
    status = forms.ChoiceField(choices=_STATUSES, required=False)
    description = forms.CharField(
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Markdown. Visitors see it beside the name.",
    )
    link = forms.URLField(
        max_length=LINE,
        required=False,
        assume_scheme="https",
        help_text="Where the service itself is found.",
    )
    tags = forms.CharField(max_length=LINE, required=False, help_text="Separated by commas.")
    enabled = forms.BooleanField(label="Show it on the page", required=False, initial=True)

    def __init__(self, *args: Any, unchanged: str, **kwargs: Any) -> None:
        """`unchanged` says what it means to choose no status."""
        super().__init__(*args, **kwargs)
        groups = Group.objects.order_by("position", "pk").values_list("pk", "name")
        self.fields["group"].choices = [("", "None"), *groups]  # type: ignore[attr-defined]
        self.fields["status"].choices = [("", unchanged), *_STATUSES]  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """What is typed, as operations take it; a status only where one is chosen."""
        said = dict(self.cleaned_data)
        said["group_id"] = said.pop("group")
        said["tags"] = said["tags"].split(",")
        status = said.pop("status")
        return said | ({"status": ComponentStatus(status)} if status else {})


class EditForm(AsOfForm[Component], ComponentForm):
    did = {"component.status_changed": "A status was set."}

    def __init__(self, *args: Any, row: Component, **kwargs: Any) -> None:
        said = ComponentStatus(row.status).label
        super().__init__(*args, row=row, unchanged=f"As it is (last said: {said})", **kwargs)

    @classmethod
    def values_of(cls, row: Component) -> dict[str, Any]:
        return {
            "name": row.name,
            "group": row.group_id,
            "description": row.description,
            "link": row.link,
            "tags": ", ".join(row.tag_names()),
            "enabled": row.enabled,
        }

    def as_shown(self, name: str, value: Any) -> tuple[str, Any]:
        match name:
            case "group_id":
                return "group", value
            case "tags":
                return "tags", ", ".join(value)
        return super().as_shown(name, value)

    def in_words(self, name: str, before: Any, after: Any) -> Change:
        if name == "group_id":
            names = dict(Group.objects.filter(pk__in=[before, after]).values_list("pk", "name"))
            return "Group", names.get(before, "None"), names.get(after, "None")
        if name == "tags":
            before, after = ", ".join(before), ", ".join(after)
        return super().in_words(name, before, after)


def show_new(request: DashboardRequest) -> HttpResponse:
    first = {"group": request.GET.get("group", ""), "enabled": True}
    return _page(request, _new_form(initial=first))


def create(request: DashboardRequest) -> HttpResponse:
    form = _new_form(request.POST)
    if not form.is_valid():
        return _page(request, form)
    values = form.values
    try:
        place = order.behind(_in_group(values["group_id"]))
        component = operations.create(by=request.by, position=place, **values)
    except DomainError as error:
        refuse(form, error)
        return _page(request, form)
    messages.success(request, f"“{component.name}” is on the list.")
    return go_to(request, reverse("components"))


def show(request: DashboardRequest, pk: int) -> HttpResponse:
    form = EditForm.of(lambda: _find(pk))
    return _page(request, form, form.row)


def edit(request: DashboardRequest, pk: int) -> HttpResponse:
    """Write what is typed; or show what somebody else has changed meanwhile."""
    form = EditForm.of(lambda: _find(pk), request.POST)
    if not form.is_valid():
        return _page(request, form, form.row)
    values = form.values
    if values["group_id"] != form.row.group_id:
        values["position"] = order.behind(_in_group(values["group_id"]))
    if not form.write(incidents.state_component, pk, by=request.by, **values):
        return _page(request, form, form.row)
    messages.success(request, f"“{values['name']}” is saved.")
    return go_to(request, reverse("components"))


def ask_delete(request: DashboardRequest, pk: int) -> HttpResponse:
    """Say what goes with it, before it goes."""
    component = _find(pk)
    touched = Incident.objects.seen_by(request.by, at=timezone.now()).filter(
        impacts__component=component
    )
    planned = Window.objects.seen_by(request.by).exclude(status=WindowStatus.COMPLETE)
    facts = {
        "component": component,
        "open_incidents": touched.filter(impacts__ended_at__isnull=True).distinct(),
        "incidents": touched.distinct().count(),
        "windows": planned.covering([pk]),
    }
    return render(request, "dashboard/components/delete.html", facts)


def delete(request: DashboardRequest, pk: int) -> HttpResponse:
    component = _find(pk)
    operations.delete(pk, by=request.by)
    messages.info(request, f"“{component.name}” is deleted.")
    return go_to(request, reverse("components"))


def _new_form(*args: Any, **kwargs: Any) -> ComponentForm:
    return ComponentForm(*args, unchanged=str(ComponentStatus.OPERATIONAL.label), **kwargs)


def _in_group(group_id: int | None) -> QuerySet[Component]:
    return Component.objects.standing().filter(group=group_id)


def _find(pk: int) -> Component:
    component = Component.objects.standing().filter(pk=pk).first()
    if component is None:
        raise NotFound(f"No component with id {pk}.")
    return component


def _page(
    request: DashboardRequest, form: ComponentForm, component: Component | None = None
) -> HttpResponse:
    template = "dashboard/components/component.html"
    return form_page(request, template, form, component=component)
