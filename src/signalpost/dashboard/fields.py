"""How forms look, and the fields that several of them share."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.forms.renderers import TemplatesSetting

WHAT_IS_GOOD = "At least 10 characters, and nothing that others guess."


class Renderer(TemplatesSetting):
    """Draws each field with its label, its hint and what is wrong with it."""

    form_template_name = "dashboard/_fields.html"
    field_template_name = "dashboard/_field.html"


class NewPassword(forms.CharField):
    def __init__(self, *, label: str, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", WHAT_IS_GOOD)
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        super().__init__(label=label, max_length=1000, strip=False, widget=widget, **kwargs)


class Zone(forms.ChoiceField):
    """One of the world's time zones."""

    def __init__(self, **kwargs: Any) -> None:
        zones = sorted(available_timezones())
        choices = [(zone, zone.replace("_", " ")) for zone in zones]
        super().__init__(label="Time zone", choices=choices, **kwargs)
