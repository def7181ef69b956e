"""Who may read the page: everybody, the team, or whoever has its password."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from django import forms
from django.db.models import Model
from django.http import HttpResponse, QueryDict

from signalpost.dashboard.screens import DashboardRequest
from signalpost.dashboard.settings.forms import SettingsForm
from signalpost.dashboard.settings.frame import page, saved
from signalpost.kernel.errors import DomainError
from signalpost.kernel.unset import UNSET
from signalpost.site import operations as site
from signalpost.site import readers
from signalpost.site.models import Audience, Site

NAME = "settings_audience"


class AudienceForm(SettingsForm):
    audience = forms.ChoiceField(
        label="Who may read the page?", choices=Audience.choices, widget=forms.RadioSelect
    )
    password = forms.CharField(
        label="The page’s password",
        max_length=readers.LONGEST,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    @classmethod
    def of(cls, read: Callable[[], Model], data: QueryDict | None = None) -> Self:
        form = super().of(read, data)
        if isinstance(form.row, Site) and form.row.page_password:
            hint = "One is kept. Empty: it stays. Whoever came in by the old one must type the new."
        else:
            hint = f"At least {readers.SHORTEST} characters. You tell it to those who may read."
        form.fields["password"].help_text = hint
        return form


def show(request: DashboardRequest) -> HttpResponse:
    return page(request, NAME, AudienceForm.of(site.current))


def save(request: DashboardRequest) -> HttpResponse:
    form = AudienceForm.of(site.current, request.POST)
    if not form.is_valid():
        return page(request, NAME, form)
    try:
        site.restrict(
            by=request.by,
            audience=Audience(form.cleaned_data["audience"]),
            password=form.cleaned_data["password"] or UNSET,
            only_if=form.only_if,
        )
    except DomainError as error:
        return page(request, NAME, form, deeds=form.refuse(error))
    return saved(request, NAME)
