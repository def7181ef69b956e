"""What an admin adds to the page in CSS and HTML."""

from __future__ import annotations

from typing import Any

from django import forms

from signalpost.dashboard.settings.forms import SettingsForm
from signalpost.site import branding
from signalpost.site.models import Branding


def _code(**kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"class": "code", "rows": 8, "spellcheck": "false"})
    return forms.CharField(required=False, strip=False, widget=widget, **kwargs)


class MarkupForm(SettingsForm[Branding]):
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
