"""API tokens: one's own, and for who looks after other people's, all of them."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from signalpost.accounts import operations as accounts
from signalpost.accounts.models import ApiToken
from signalpost.accounts.roles import Scope
from signalpost.dashboard.screens import DashboardRequest, form_page, go_to, refuse
from signalpost.kernel.errors import DomainError, NotFound

LIFETIMES = (("30", "30 days"), ("90", "90 days"), ("365", "A year"), ("0", "Never"))


class TokenForm(forms.Form):
    name = forms.CharField(
        label="What is it for?", max_length=150, help_text="For example: Prometheus in Frankfurt"
    )
    scope = forms.ChoiceField(label="What may it do?", choices=Scope.choices)
    days = forms.ChoiceField(label="When does it expire?", choices=LIFETIMES, initial="365")


def show(request: DashboardRequest) -> HttpResponse:
    return _page(request, TokenForm())


def create(request: DashboardRequest) -> HttpResponse:
    """Make a token and show its key, this once."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    days = int(form.cleaned_data["days"])
    try:
        token, key = accounts.create_token(
            request.user.pk,
            by=request.by,
            name=form.cleaned_data["name"],
            scope=Scope(form.cleaned_data["scope"]),
            expires_at=timezone.now() + timedelta(days=days) if days else None,
        )
    except DomainError as error:
        refuse(form, error)
        return _page(request, form)
    return render(request, "dashboard/token_made.html", {"token": token, "key": key})


def revoke(request: DashboardRequest, pk: int) -> HttpResponse:
    if not ApiToken.objects.seen_by(request.by).filter(pk=pk).exists():
        raise NotFound("There is no such token.")
    token = accounts.revoke_token(pk, by=request.by)
    messages.info(request, f"“{token.name}” opens nothing any more.")
    return go_to(request, reverse("tokens"))


def _page(request: DashboardRequest, form: TokenForm) -> HttpResponse:
    seen = ApiToken.objects.seen_by(request.by).select_related("user")
    facts = {
        "tokens": seen.filter(revoked_at__isnull=True).order_by("-created_at"),
        "now": timezone.now(),
    }
    return form_page(request, "dashboard/tokens.html", form, **facts)
