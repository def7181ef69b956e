"""Somebody is added by hand."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from signalpost.dashboard.screens import DashboardRequest, form_page, go_to, refuse
from signalpost.dashboard.subscribers.following import EVERYTHING, FollowingForm
from signalpost.kernel.errors import DomainError
from signalpost.kernel.text import EMAIL
from signalpost.subscribers import operations
from signalpost.subscribers.models import Subscriber


class AddForm(FollowingForm):
    email = forms.EmailField(label="E-mail address", max_length=EMAIL)
    vouched = forms.BooleanField(
        label="They have agreed; do not ask them to confirm",
        required=False,
        help_text="Otherwise nothing is sent to them before they have confirmed the address.",
    )

    field_order = ("email",)


def show(request: DashboardRequest) -> HttpResponse:
    return _page(request, AddForm())


def add(request: DashboardRequest) -> HttpResponse:
    form = AddForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    said = form.cleaned_data
    if known := Subscriber.objects.by_email(said["email"]):
        form.add_error("email", _known(known))
        return _page(request, form)
    follows_all = said["follows"] == EVERYTHING
    try:
        subscriber = operations.subscribe(
            by=request.by,
            address=said["email"],
            components=None if follows_all else said["components"],
            groups=None if follows_all else said["groups"],
            vouched=said["vouched"],
        )
    except DomainError as error:
        refuse(form, error)
        return _page(request, form)
    messages.success(request, f"{subscriber.address} is a subscriber now.")
    return go_to(request, reverse("subscribers"))


def _known(subscriber: Subscriber) -> str:
    address = reverse("subscriber", args=[subscriber.pk])
    sentence = '<a href="{}">{}</a> is a subscriber already, and stays as it is.'
    return format_html(sentence, address, subscriber.address)


def _page(request: DashboardRequest, form: AddForm) -> HttpResponse:
    return form_page(request, "dashboard/subscribers/new.html", form)
