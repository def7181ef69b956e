"""What an admin adds to the page in CSS and HTML."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse

from signalpost.dashboard.screens import DashboardRequest
from signalpost.dashboard.settings.forms import SettingsForm
from signalpost.dashboard.settings.frame import page, saved
from signalpost.kernel.errors import DomainError
from signalpost.site import branding

NAME = "settings_markup"


def _code(**kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"class": "code", "rows": 8, "spellcheck": "false"})
    return forms.CharField(required=False, strip=False, widget=widget, **kwargs)


class MarkupForm(SettingsForm):
    custom_css = _code(
        label="Style sheet",
        max_length=branding.LONGEST_CSS,
        help_text="It comes last and wins. Nothing in it may be loaded from elsewhere.",
    )
    header_html = _code(
        label="HTML above the page",
        max_length=branding.LONGEST_HTML,
        help_text="Links, text, lists. Scripts, styles and frames are left out of what is shown.",
    )
    footer_html = _code(label="HTML below the page", max_length=branding.LONGEST_HTML)


def show(request: DashboardRequest) -> HttpResponse:
    return page(request, NAME, MarkupForm.of(branding.current))


def save(request: DashboardRequest) -> HttpResponse:
    form = MarkupForm.of(branding.current, request.POST)
    if not form.is_valid():
        return page(request, NAME, form)
    try:
        branding.change_markup(by=request.by, only_if=form.only_if, **form.changed)
    except DomainError as error:
        return page(request, NAME, form, deeds=form.refuse(error))
    return saved(request, NAME)
