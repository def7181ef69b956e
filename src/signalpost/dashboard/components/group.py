"""One group: its heading, who sees it, and whether it is folded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from signalpost.components import operations
from signalpost.components.models import Group
from signalpost.dashboard import order
from signalpost.dashboard.meanwhile import AsOfForm
from signalpost.dashboard.screens import DashboardRequest, form_page, go_to, refuse
from signalpost.kernel.errors import DomainError, NotFound
from signalpost.kernel.text import NAME

#: Cachet's further numbers all mean the last of these.
WAYS = ((0, "No"), (1, "Yes"), (2, "While all is well in it"))


class GroupForm(forms.Form):
    name = forms.CharField(max_length=NAME)
    collapsed = forms.TypedChoiceField(
        label="Is it folded on the page?", coerce=int, choices=WAYS, initial=0
    )
    visible = forms.BooleanField(
        label="Show it to everybody",
        required=False,
        initial=True,
        help_text="Otherwise only your team sees it and what is in it.",
    )


class EditForm(AsOfForm[Group], GroupForm):
    @classmethod
    def values_of(cls, row: Group) -> dict[str, Any]:
        """A client may have written another number for how it is folded."""
        way = min(row.collapsed, WAYS[-1][0])
        return {"name": row.name, "collapsed": way, "visible": row.visible}


def show_new(request: DashboardRequest) -> HttpResponse:
    return _page(request, GroupForm())


def create(request: DashboardRequest) -> HttpResponse:
    form = GroupForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    place = order.behind(Group.objects.all())
    try:
        group = operations.create_group(by=request.by, position=place, **form.cleaned_data)
    except DomainError as error:
        refuse(form, error)
        return _page(request, form)
    messages.success(request, f"“{group.name}” is on the list.")
    return go_to(request, reverse("components"))


def show(request: DashboardRequest, pk: int) -> HttpResponse:
    form = EditForm.of(lambda: _find(pk))
    return _page(request, form, form.row)


def edit(request: DashboardRequest, pk: int) -> HttpResponse:
    """Write what was changed on this screen; or show what somebody else has changed meanwhile."""
    form = EditForm.of(lambda: _find(pk), request.POST)
    if not form.is_valid():
        return _page(request, form, form.row)
    if not form.write(operations.edit_group, pk, by=request.by, **form.changed):
        return _page(request, form, form.row)
    messages.success(request, f"“{form.cleaned_data['name']}” is saved.")
    return go_to(request, reverse("components"))


def ask_delete(request: DashboardRequest, pk: int) -> HttpResponse:
    group = _find(pk)
    members = group.components.standing().order_by("position", "pk")
    facts = {"group": group, "members": members}
    return render(request, "dashboard/components/delete_group.html", facts)


def delete(request: DashboardRequest, pk: int) -> HttpResponse:
    group = _find(pk)
    operations.delete_group(pk, by=request.by)
    messages.info(request, f"The group “{group.name}” is deleted.")
    return go_to(request, reverse("components"))


def _find(pk: int) -> Group:
    group = Group.objects.filter(pk=pk).first()
    if group is None:
        raise NotFound(f"No group with id {pk}.")
    return group


def _page(request: DashboardRequest, form: GroupForm, group: Group | None = None) -> HttpResponse:
    return form_page(request, "dashboard/components/group.html", form, group=group)
