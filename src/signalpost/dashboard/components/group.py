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
from signalpost.dashboard import meanwhile
from signalpost.dashboard.meanwhile import AsOf, Deed
from signalpost.dashboard.screens import DashboardRequest, go_to, refuse
from signalpost.events import log
from signalpost.kernel.errors import Changed, DomainError, NotFound
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


class EditForm(GroupForm):
    as_of = AsOf()


def show_new(request: DashboardRequest) -> HttpResponse:
    return _page(request, GroupForm())


def create(request: DashboardRequest) -> HttpResponse:
    form = GroupForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    last = Group.objects.order_by("-position").values_list("position", flat=True).first() or 0
    try:
        group = operations.create_group(by=request.by, position=last + 1, **form.cleaned_data)
    except DomainError as error:
        refuse(form, error)
        return _page(request, form)
    messages.success(request, f"“{group.name}” is on the list.")
    return go_to(request, reverse("components"))


def show(request: DashboardRequest, pk: int) -> HttpResponse:
    version = log.version()  # read first: the row is then at least this new
    group = _find(pk)
    first = {"name": group.name, "collapsed": _way(group), "visible": group.visible}
    return _page(request, EditForm(initial=first | {"as_of": version}), group)


def edit(request: DashboardRequest, pk: int) -> HttpResponse:
    """Write what is typed; or show what somebody else has changed meanwhile."""
    version = log.version()
    group = _find(pk)
    form = EditForm(request.POST)
    if not form.is_valid():
        return _page(request, form, group)
    values: dict[str, Any] = dict(form.cleaned_data)
    if values["collapsed"] == _way(group):
        del values["collapsed"]  # a client may have written another number for it
    seen = values.pop("as_of")
    try:
        operations.edit_group(pk, by=request.by, only_if=log.as_of(seen, group), **values)
    except Changed as error:
        again = EditForm({**request.POST.dict(), "as_of": version})
        again.add_error(None, error.message)
        return _page(request, again, group, meanwhile.deeds(group, since=seen, did={}))
    except DomainError as error:
        refuse(form, error)
        return _page(request, form, group)
    messages.success(request, f"“{values['name']}” is saved.")
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


def _way(group: Group) -> int:
    return min(group.collapsed, WAYS[-1][0])


def _find(pk: int) -> Group:
    group = Group.objects.filter(pk=pk).first()
    if group is None:
        raise NotFound(f"No group with id {pk}.")
    return group


def _page(
    request: DashboardRequest,
    form: GroupForm,
    group: Group | None = None,
    deeds: list[Deed] | None = None,
) -> HttpResponse:
    facts = {"form": form, "group": group, "deeds": deeds}
    status = 422 if form.errors else 200
    return render(request, "dashboard/components/group.html", facts, status=status)
