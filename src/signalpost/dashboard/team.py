"""Who works here: people, their roles, and invitations."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from signalpost.accounts import invitations
from signalpost.accounts import operations as accounts
from signalpost.accounts.models import Invitation, User
from signalpost.accounts.roles import Role
from signalpost.dashboard import links
from signalpost.dashboard.screens import DashboardRequest, form_page, go_to, refuse
from signalpost.kernel.errors import DomainError, NotFound
from signalpost.notifications import mail
from signalpost.notifications import operations as notifications


class InviteForm(forms.Form):
    email = forms.EmailField(label="E-mail", max_length=254)
    role = forms.ChoiceField(choices=Role.choices, initial=Role.MEMBER)


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices)


def show(request: DashboardRequest) -> HttpResponse:
    return _page(request, InviteForm())


def invite(request: DashboardRequest) -> HttpResponse:
    """Invite someone by mail, and show the link to whoever rather passes it on themselves."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        invitation, link = notifications.invite(
            form.cleaned_data["email"],
            Role(form.cleaned_data["role"]),
            by=request.by,
            link=links.to_fill(request, "invitation", "signed"),
        )
    except DomainError as error:
        refuse(form, error)
        return _page(request, form)
    facts = {
        "invitation": invitation,
        "link": link,
        "is_mailed": mail.server() is not None,
    }
    return render(request, "dashboard/invited.html", facts)


def revoke(request: DashboardRequest, pk: int) -> HttpResponse:
    invitation = invitations.revoke(pk, by=request.by)
    messages.info(request, f"The invitation of {invitation.email} is withdrawn.")
    return go_to(request, reverse("team"))


def show_person(request: DashboardRequest, pk: int) -> HttpResponse:
    person = _person(pk)
    return _person_page(request, person, RoleForm(initial={"role": person.role}))


def change_role(request: DashboardRequest, pk: int) -> HttpResponse:
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _person_page(request, _person(pk), form)
    try:
        person = accounts.change_role(pk, Role(form.cleaned_data["role"]), by=request.by)
    except DomainError as error:
        refuse(form, error)
        return _person_page(request, _person(pk), form)
    messages.info(request, f"{person.shown_name} is {person.get_role_display()} now.")
    return go_to(request, reverse("team"))


def disable(request: DashboardRequest, pk: int) -> HttpResponse:
    person = accounts.disable_user(pk, by=request.by)
    messages.info(request, f"{person.shown_name} is shut out, sessions and tokens included.")
    return go_to(request, reverse("team"))


def enable(request: DashboardRequest, pk: int) -> HttpResponse:
    person = accounts.enable_user(pk, by=request.by)
    messages.info(request, f"{person.shown_name} may sign in again.")
    return go_to(request, reverse("team"))


def remove_factors(request: DashboardRequest, pk: int) -> HttpResponse:
    """For whoever has lost their phone and their recovery codes."""
    person = accounts.remove_second_factors(pk, by=request.by)
    messages.info(request, f"{person.shown_name} signs in without a second factor now.")
    return go_to(request, reverse("person", args=[pk]))


def _person(pk: int) -> User:
    person = User.objects.filter(pk=pk).first()
    if person is None:
        raise NotFound("There is nobody here by that number.")
    return person


def _page(request: DashboardRequest, form: InviteForm) -> HttpResponse:
    people = User.objects.order_by("-is_active", "email")
    invited = Invitation.objects.open(at=timezone.now()).order_by("email")
    return form_page(request, "dashboard/team.html", form, people=people, invited=invited)


def _person_page(request: DashboardRequest, person: User, form: RoleForm) -> HttpResponse:
    tokens = person.tokens.filter(revoked_at__isnull=True).count()
    return form_page(request, "dashboard/person.html", form, person=person, tokens=tokens)
