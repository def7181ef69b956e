"""The first page of a fresh installation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from signalpost.dashboard.fields import NewPassword, Zone
from signalpost.dashboard.screens import DashboardRequest, form_page, go_to, refuse
from signalpost.dashboard.signing_in.entrance import let_in
from signalpost.installation import claim
from signalpost.installation import operations as installation
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Conflict, DomainError
from signalpost.kernel.network import is_loopback


class SetUpForm(forms.Form):
    code = forms.CharField(
        label="Code",
        max_length=40,
        help_text="The server printed it when it started: signalpost serve, or its log.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label="Name of your status page", max_length=200, help_text="For example: Northwind Status"
    )
    time_zone = Zone(
        help_text="Days on the page begin at midnight there.",
    )
    address = forms.URLField(
        label="Its address",
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text="What visitors will type. Links in mails begin with it.",
    )
    email = forms.EmailField(
        label="Your e-mail",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = NewPassword(label="Your password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:  # what was chosen stays
            self.fields["time_zone"].widget.attrs["data-own-zone"] = True
        if settings.SITE_URL:
            del self.fields["address"]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not claim.is_right(code):
            raise forms.ValidationError("This is not the code that the server printed.")
        return code


def show(request: DashboardRequest) -> HttpResponse:
    if not claim.is_open(request.here):
        return go_to(request, "/dashboard/")
    first = {"code": request.GET.get("code", ""), "time_zone": "UTC", "address": _guess(request)}
    return _page(request, SetUpForm(initial=first))


def set_up(request: DashboardRequest) -> HttpResponse:
    """Make this installation the sender's, and sign them in."""
    if not claim.is_open(request.here):
        raise Conflict("This installation is set up already.")
    form = SetUpForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    values = form.cleaned_data
    del values["code"]
    try:
        by = Actor("guest", values["email"], address=request.META["REMOTE_ADDR"])
        user = installation.set_up(by=by, **values)
    except DomainError as error:
        refuse(form, error)
        return _page(request, form)
    return let_in(request, user, go_on_to="/dashboard/")


def _page(request: DashboardRequest, form: SetUpForm) -> HttpResponse:
    return form_page(request, "dashboard/set_up.html", form)


def _guess(request: HttpRequest) -> str:
    """The address that the page was asked at, unless only this machine knows it."""
    host = request.get_host()
    return "" if is_loopback(host) else f"{request.scheme}://{host}"
