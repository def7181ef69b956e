"""How forms look, and the fields that several of them share."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.forms.utils import pretty_name
from django.http import QueryDict
from django.utils import timezone

from signalpost.kernel import zones
from signalpost.kernel.errors import Invalid
from signalpost.kernel.moments import checked_moment

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

    def validate(self, value: str) -> None:
        """With what else is wrong in the form, and not after it."""
        super().validate(value)
        if value:
            validate_password(value)


class Zone(forms.ChoiceField):
    """One of the world's time zones."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [(zone, zone.replace("_", " ")) for zone in sorted(zones.names())]
        super().__init__(label="Time zone", choices=choices, **kwargs)


class Prose(forms.CharField):
    """A text of several lines, kept as it is typed but for how browsers end lines."""

    def __init__(self, *, rows: int = 10, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(widget=widget, strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n")


class Moment(forms.DateTimeField):
    """A time by the site's clock, to the minute."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)

    @property
    def zone(self) -> str:
        """Whose clock it is, beside times that a script puts by the clock of whoever reads."""
        return timezone.get_current_timezone_name()

    def clean(self, value: Any) -> datetime | None:
        moment: datetime | None = super().clean(value)
        try:
            return moment and checked_moment(moment, field="")
        except Invalid as error:
            raise ValidationError(error.message) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Not where only the seconds differ, which the field does not show."""
        if isinstance(initial, datetime):
            initial = timezone.localtime(initial).replace(second=0, microsecond=0)
        return super().has_changed(initial, data)


def type_anew(form: forms.BaseForm, name: str, value: Any) -> None:
    """Put a value of a field in place of what was sent for it, as a browser would send it."""
    field, typed = form.fields[name], cast(QueryDict, form.data).copy()
    if isinstance(field.widget, forms.CheckboxInput):
        typed.setlist(name, ["on"] if value else [])
    else:
        sent = field.widget.format_value(field.prepare_value(value))
        typed.setlist(name, sent if isinstance(sent, list) else [sent or ""])
    form.data = typed


def label_of(field: forms.Field | None, name: str) -> str:
    """What a colon can follow."""
    return pretty_name(str((field and field.label) or name)).removesuffix("?")


def in_words(field: forms.Field | None, value: Any) -> str:
    """What a field said, as it is chosen or typed there: the book keeps times as text."""
    words = {str(choice): label for choice, label in getattr(field, "choices", ())}
    if str(value) in words:
        return str(words[str(value)])
    if value is None or value in ("", []):
        return "empty"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(in_words(field, one) for one in value)
    if isinstance(field, Moment) and isinstance(value, str):
        return f"{timezone.localtime(datetime.fromisoformat(value)):%Y-%m-%d %H:%M}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def type_into(form: forms.BaseForm, **values: str) -> None:
    """Put these in place of what was sent; the rest of it stays."""
    typed = cast(QueryDict, form.data).copy()
    for name, value in values.items():
        typed[name] = value
    form.data = typed
