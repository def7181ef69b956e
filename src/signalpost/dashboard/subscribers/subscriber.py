"""One subscriber: what it follows, whether it has confirmed, and the way out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from signalpost.dashboard.meanwhile import AsOf
from signalpost.dashboard.screens import DashboardRequest, go_to, refuse
from signalpost.dashboard.subscribers.following import FollowingForm
from signalpost.events import log
from signalpost.kernel.errors import Changed, DomainError, NotFound
from signalpost.subscribers import operations
from signalpost.subscribers.choice import Choice
from signalpost.subscribers.models import Subscriber


class EditForm(FollowingForm):
    as_of = AsOf()


def show(request: DashboardRequest, pk: int) -> HttpResponse:
    version = log.version()  # read first: the row is then at least this new
    subscriber = _find(pk)
    form = EditForm(choice=Choice.made_by(subscriber), initial={"as_of": version})
    return _page(request, subscriber, form)


def choose(request: DashboardRequest, pk: int) -> HttpResponse:
    """Write what is ticked, unless somebody else has changed it since the screen was opened."""
    version = log.version()
    subscriber = _find(pk)
    form = EditForm(request.POST)
    if not form.is_valid():
        return _page(request, subscriber, form)
    seen = log.as_of(form.cleaned_data["as_of"], subscriber)
    try:
        operations.choose(pk, by=request.by, only_if=seen, **form.chosen)
    except Changed as error:
        said = request.POST.copy()
        said["as_of"] = str(version)
        again = EditForm(said)
        again.add_error(None, f"{error.message} Save once more to put this in its place.")
        return _page(request, subscriber, again)
    except DomainError as error:
        refuse(form, error)
        return _page(request, subscriber, form)
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


def _page(request: DashboardRequest, subscriber: Subscriber, form: EditForm) -> HttpResponse:
    facts = {"subscriber": subscriber, "form": form}
    status = 422 if form.errors else 200
    return render(request, "dashboard/subscribers/subscriber.html", facts, status=status)
