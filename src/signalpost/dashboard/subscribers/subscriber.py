"""One subscriber: what it follows, whether it has confirmed, and the way out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from signalpost.dashboard.meanwhile import AsOfForm
from signalpost.dashboard.screens import DashboardRequest, form_page, go_to
from signalpost.dashboard.subscribers.following import CHOSEN, EVERYTHING, FollowingForm
from signalpost.kernel.errors import Changed, DomainError, NotFound
from signalpost.subscribers import operations
from signalpost.subscribers.choice import Choice
from signalpost.subscribers.models import Subscriber


class EditForm(AsOfForm[Subscriber], FollowingForm):
    @classmethod
    def values_of(cls, row: Subscriber) -> dict[str, Any]:
        choice = Choice.made_by(row)
        follows = EVERYTHING if choice.everything else CHOSEN
        return {"follows": follows, "groups": choice.groups, "components": choice.components}

    def refuse(self, error: DomainError) -> None:
        if isinstance(error, Changed):
            error = Changed(f"{error.message} Save once more to put this in its place.")
        super().refuse(error)


def show(request: DashboardRequest, pk: int) -> HttpResponse:
    return _page(request, EditForm.of(lambda: _find(pk)))


def choose(request: DashboardRequest, pk: int) -> HttpResponse:
    """Write what is ticked, unless somebody else has changed it since the screen was opened."""
    form = EditForm.of(lambda: _find(pk), request.POST)
    if not form.is_valid():
        return _page(request, form)
    if not form.write(operations.choose, pk, by=request.by, **form.chosen):
        return _page(request, form)
    messages.success(request, "Saved.")
    return go_to(request, reverse("subscriber", args=[pk]))


def confirm(request: DashboardRequest, pk: int) -> HttpResponse:
    """Vouch for the address."""
    subscriber = operations.confirm(pk, by=request.by)
    messages.success(request, f"{subscriber.address} is confirmed.")
    return go_to(request, reverse("subscriber", args=[pk]))


def ask_unsubscribe(request: DashboardRequest, pk: int) -> HttpResponse:
    facts = {"subscriber": _find(pk)}
    return render(request, "dashboard/subscribers/unsubscribe.html", facts)


def unsubscribe(request: DashboardRequest, pk: int) -> HttpResponse:
    subscriber = _find(pk)
    operations.unsubscribe(pk, by=request.by)
    messages.info(request, f"{subscriber.address} is no subscriber any more.")
    return go_to(request, reverse("subscribers"))


def _find(pk: int) -> Subscriber:
    subscriber = Subscriber.objects.filter(pk=pk).first()
    if subscriber is None:
        raise NotFound(f"No subscriber with id {pk}.")
    return subscriber


def _page(request: DashboardRequest, form: EditForm) -> HttpResponse:
    return form_page(request, "dashboard/subscribers/subscriber.html", form, subscriber=form.row)
