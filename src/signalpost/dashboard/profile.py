"""What people can change about themselves, and where they are signed in."""

from __future__ import annotations

from http import HTTPStatus

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from signalpost.accounts import addresses
from signalpost.accounts import operations as accounts
from signalpost.accounts.models import Session
from signalpost.dashboard import agents, links
from signalpost.dashboard.screens import DashboardRequest, form_page, go_to, refuse
from signalpost.dashboard.signing_in import mails
from signalpost.kernel.errors import DomainError
from signalpost.notifications import operations as notifications


class ProfileForm(forms.Form):
    name = forms.CharField(label="Name", max_length=150, required=False)
    username = forms.CharField(
        label="User name", max_length=150, help_text="You can sign in with it, or with your e-mail."
    )
    email = forms.EmailField(
        label="E-mail",
        max_length=254,
        help_text="A new one becomes yours by a link that we send there.",
    )


def show(request: DashboardRequest) -> HttpResponse:
    user = request.user
    first = {"name": user.name, "username": user.username, "email": user.email}
    return _page(request, ProfileForm(initial=first))


def change(request: DashboardRequest) -> HttpResponse:
    """Change name and user name at once; a new e-mail when its mailbox has confirmed it.

    Whoever finds a browser open does not take the account along: a new e-mail, by which passwords
    are reset, is asked for by somebody who has just shown who they are.
    """
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    values = form.cleaned_data
    email = values.pop("email")
    is_new = email.lower() != request.user.email.lower()
    if is_new:
        raise_if_reauthentication_required(request, app="account")
    try:
        notifications.edit_profile(
            request.user.pk,
            by=request.by,
            new_email=email if is_new else None,
            link=links.to_fill(request, "address", "signed"),
            **values,
        )
    except DomainError as error:
        refuse(form, error)
        return _page(request, form)
    if is_new:
        messages.info(request, f"We have sent a link to {email}. It becomes yours by that.")
    messages.success(request, "Saved.")
    return go_to(request, reverse("profile"))


def end_session(request: DashboardRequest) -> HttpResponse:
    """Sign one browser out, or all but this one."""
    handle = request.POST.get("session", "")
    if handle:
        accounts.end_session(request.user.pk, handle)
    else:
        accounts.end_other_sessions(request.user.pk, current=request.session.session_key or "")
    messages.info(request, "Signed out there.")
    return go_to(request, reverse("profile"))


def show_address(request: DashboardRequest, signed: str) -> HttpResponse:
    """A button for people; the programs that follow links in mails do not press it."""
    try:
        person, email = addresses.read(signed)
    except DomainError as error:
        return _useless(request, error)
    return render(request, "dashboard/address.html", {"person": person, "email": email})


def confirm_address(request: DashboardRequest, signed: str) -> HttpResponse:
    try:
        before, _new = addresses.read(signed)
        person = addresses.confirm(signed, address=request.META["REMOTE_ADDR"])
    except DomainError as error:
        return _useless(request, error)
    change = f"Your e-mail is {person.email} now."
    mails.send_change(request, person, change, to=before.email)
    return render(request, "dashboard/address.html", {"person": person, "is_done": True})


def _useless(request: DashboardRequest, error: DomainError) -> HttpResponse:
    facts = {"title": "This link does not work", "sentence": error.message}
    return render(request, "dashboard/useless_link.html", facts, status=HTTPStatus.GONE)


def _page(request: DashboardRequest, form: ProfileForm) -> HttpResponse:
    return form_page(request, "dashboard/profile.html", form, sessions=_sessions(request))


def _sessions(request: DashboardRequest) -> list[dict[str, object]]:
    rows = Session.objects.running(request.user.pk, at=timezone.now()).order_by("-seen_at")
    return [
        {
            "row": row,
            "device": agents.in_words(row.agent),
            "is_current": row.session_key == request.session.session_key,
        }
        for row in rows
    ]
