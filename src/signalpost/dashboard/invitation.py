"""The page that an invitation's link leads to."""

from __future__ import annotations

from http import HTTPStatus

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from signalpost.accounts import invitations
from signalpost.accounts.models import Invitation
from signalpost.dashboard.fields import NewPassword
from signalpost.dashboard.screens import DashboardRequest, form_page, refuse
from signalpost.dashboard.signing_in.entrance import let_in
from signalpost.kernel.errors import DomainError


class AcceptForm(forms.Form):
    name = forms.CharField(
        label="Your name", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = NewPassword(label="Choose a password")


def show(request: DashboardRequest, signed: str) -> HttpResponse:
    try:
        invitation = invitations.read(signed)
    except DomainError as error:
        return _useless(request, error)
    return _page(request, invitation, AcceptForm())


def accept(request: DashboardRequest, signed: str) -> HttpResponse:
    """Make the account that was kept, and sign its person in."""
    form = AcceptForm(request.POST)
    try:
        invitation = invitations.read(signed)
        if not form.is_valid():
            return _page(request, invitation, form)
        user = invitations.accept(signed, address=request.META["REMOTE_ADDR"], **form.cleaned_data)
    except DomainError as error:
        if error.field not in form.fields:
            return _useless(request, error)
        refuse(form, error)
        return _page(request, invitation, form)
    return let_in(request, user, go_on_to="/dashboard/")


def _page(request: DashboardRequest, invitation: Invitation, form: AcceptForm) -> HttpResponse:
    return form_page(request, "dashboard/invitation.html", form, invitation=invitation)


def _useless(request: DashboardRequest, error: DomainError) -> HttpResponse:
    facts = {"title": "This invitation does not work", "sentence": error.message}
    return render(request, "dashboard/useless_link.html", facts, status=HTTPStatus.GONE)
