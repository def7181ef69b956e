"""Who may read the page: everybody, the team, or whoever has its password."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse, QueryDict

from signalpost.dashboard.screens import DashboardRequest, refuse
from signalpost.dashboard.settings.frame import page, saved
from signalpost.kernel.errors import DomainError
from signalpost.kernel.unset import UNSET
from signalpost.site import operations as site
from signalpost.site import readers
from signalpost.site.models import Audience, Site

NAME = "settings_audience"


class AudienceForm(forms.Form):
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

    def __init__(self, data: QueryDict | None, *, kept: Site) -> None:
        super().__init__(data, initial={"audience": kept.audience})
        if kept.page_password:
            hint = "One is kept. Empty: it stays. Whoever came in by the old one must type the new."
            self.fields["password"].help_text = hint
        else:
            hint = f"At least {readers.SHORTEST} characters. You tell it to those who may read."
            self.fields["password"].help_text = hint


def show(request: DashboardRequest) -> HttpResponse:
    return page(request, NAME, _form())


def save(request: DashboardRequest) -> HttpResponse:
    form = _form(request.POST)
    if not form.is_valid():
        return page(request, NAME, form)
    try:
        site.restrict(
            by=request.by,
            audience=Audience(form.cleaned_data["audience"]),
            password=form.cleaned_data["password"] or UNSET,
        )
    except DomainError as error:
        refuse(form, error)
        return page(request, NAME, form)
    return saved(request, NAME)


def _form(data: QueryDict | None = None) -> AudienceForm:
    return AudienceForm(data, kept=site.current())
