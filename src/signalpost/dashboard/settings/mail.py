"""The server that takes our mail, and a letter to oneself through it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from signalpost.dashboard.screens import DashboardRequest, go_to
from signalpost.dashboard.settings.forms import SettingsForm, fixed
from signalpost.dashboard.settings.frame import page, saved
from signalpost.kernel.errors import DomainError, NotFound
from signalpost.kernel.unset import UNSET
from signalpost.notifications import mail
from signalpost.notifications import operations as notifications
from signalpost.notifications.models import Delivery
from signalpost.site import operations as site
from signalpost.site.models import Mail, MailSecurity

NAME = "settings_mail"


class MailForm(SettingsForm[Mail]):
    host = forms.CharField(
        label="Server",
        max_length=255,
        required=False,
        help_text="For example smtp.example.com. Empty: no mail is sent.",
    )
    port = forms.IntegerField(min_value=1, max_value=65535)
    security = forms.ChoiceField(label="Encryption", choices=MailSecurity.choices)
    username = forms.CharField(label="User name", max_length=255, required=False)
    password = forms.CharField(
        max_length=1000,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    sender = forms.EmailField(
        label="Sender", max_length=254, required=False, help_text="The address that mails are from."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.row.password_sealed:
            self.fields["password"].help_text = "One is kept. Empty: it stays."
        if settings.MAIL_FROM:
            self.initial["sender"] = settings.MAIL_FROM
            fixed(self.fields["sender"], by="SIGNALPOST_MAIL_FROM")

    def clean(self) -> dict[str, Any]:
        """A password is never handed to another server than the one it was typed for.

        Nor to another port of it, or with less encryption on the way.
        """
        said = super().clean() or self.cleaned_data
        kept = {name: getattr(self.row, name) for name in ("host", "port", "security")}
        moved = any(said.get(name, was) != was for name, was in kept.items())
        needs_one = self.row.password_sealed and said.get("username")
        if moved and needs_one and not said.get("password"):
            self.add_error("password", "It would go another way: type the password anew.")
        return said

    @property
    def values(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        if not said["username"]:
            said["password"] = ""
        elif not said["password"]:
            said["password"] = UNSET
        if settings.MAIL_FROM:
            said["sender"] = self.row.sender
        return said | {"security": MailSecurity(said["security"])}


def show(request: DashboardRequest) -> HttpResponse:
    return _page(request, MailForm.of(site.mail))


def save(request: DashboardRequest) -> HttpResponse:
    form = MailForm.of(site.mail, request.POST)
    if not form.is_valid():
        return _page(request, form)
    if not form.write(site.change_mail, by=request.by, **form.values):
        return _page(request, form)
    return saved(request, NAME)


def send_test(request: DashboardRequest) -> HttpResponse:
    """A letter to oneself; the postman carries it, and the next screen says how it went."""
    try:
        delivery = notifications.try_mail(to=request.user.email)
    except DomainError as error:
        messages.error(request, error.message)
        return go_to(request, reverse(NAME))
    return go_to(request, reverse("test_mail", args=[delivery.pk]))


def show_test(request: DashboardRequest, pk: int) -> HttpResponse:
    delivery = Delivery.objects.filter(pk=pk, address=request.user.email).first()
    if delivery is None:
        raise NotFound("There is no such letter to you.")
    template = "_test_mail" if request.htmx else "test_mail"
    return render(request, f"dashboard/settings/{template}.html", {"delivery": delivery})


def _page(request: DashboardRequest, form: MailForm) -> HttpResponse:
    facts = {
        "fixed": settings.MAIL_SERVER,
        "sender": mail.sender_of(request.here),
        "is_ready": mail.server() is not None,
    }
    return page(request, NAME, form, "mail", **facts)
