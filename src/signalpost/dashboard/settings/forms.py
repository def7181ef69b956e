"""The settings of the site, in plain groups. Their names are those on Site."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

from django import forms
from django.conf import settings
from django.db import models
from django.forms.utils import pretty_name
from django.http import QueryDict

from signalpost.dashboard import meanwhile
from signalpost.dashboard.fields import Zone
from signalpost.dashboard.meanwhile import AsOf, Change, Deed
from signalpost.dashboard.screens import refuse
from signalpost.events import log
from signalpost.kernel.errors import Changed, DomainError
from signalpost.site.models import Subscribing


class SettingsForm(forms.Form):
    """Some fields of a row of settings, and the version of the book that they were shown at."""

    as_of = AsOf()

    row: models.Model
    version: int

    @classmethod
    def of(cls, read: Callable[[], models.Model], data: QueryDict | None = None) -> Self:
        version = log.version()  # read first: the row is then at least this new
        row = read()
        first = {name: getattr(row, name, "") for name in cls.base_fields if name != "as_of"}
        form = cls(data, initial=first | {"as_of": version})
        form.row, form.version = row, version
        return form

    @property
    def changed(self) -> dict[str, Any]:
        """What was typed where it differs: the rest stays as it is."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "as_of"}

    def only_if(self) -> None:
        """Nobody else has changed what is shown here, as a precondition."""
        log.as_of(self.cleaned_data["as_of"], self.row, fields=self.base_fields)()

    def refuse(self, error: DomainError) -> list[Deed]:
        """Say what is wrong; what others have changed meanwhile, which has now been seen."""
        refuse(self, error)
        if not isinstance(error, Changed):
            return []
        self.data = {**{name: self.data[name] for name in self.data}, "as_of": self.version}
        return meanwhile.deeds(
            self.row,
            since=self.cleaned_data["as_of"],
            did={},
            in_words=self._in_words,
            fields=self.base_fields,
        )

    def _in_words(self, name: str, before: Any, after: Any) -> Change:
        field = self.fields.get(name)
        if field is None:
            return pretty_name(name), before, after
        words = dict(getattr(field, "choices", ()))
        label = pretty_name(str(field.label or name))
        return label, words.get(before, before), words.get(after, after)


class PageForm(SettingsForm):
    name = forms.CharField(max_length=200)
    about = forms.CharField(
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Markdown. It stands on the page while all is well, and in search engines.",
    )
    address = forms.URLField(
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text="What visitors type. Links in mails and feeds begin with it, and no other host "
        "is answered.",
    )
    time_zone = Zone(help_text="Days on the page begin at midnight there.")
    language = forms.ChoiceField(help_text="Of the page, where visitors ask for none that it has.")
    language_is_fixed = forms.BooleanField(
        label="Everybody reads the page in this language",
        required=False,
        help_text="If not, visitors read it in the language of their browser, or choose one.",
    )
    days_on_page = forms.IntegerField(
        label="Days of past incidents on the page", min_value=1, max_value=90
    )
    subscribing = forms.ChoiceField(
        label="Who may subscribe",
        choices=Subscribing.choices,
        help_text="Those who are subscribers already stay, and are written to as before.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        if settings.SITE_URL:
            fixed(self.fields["address"], by="SITE_URL")


class CountingForm(SettingsForm):
    major_outage_threshold = forms.IntegerField(
        label="Major outage from",
        min_value=1,
        max_value=100,
        help_text="Per cent of components in major outage, from which the banner speaks of one.",
    )
    cachet_major_outage_rate = forms.IntegerField(
        label="Major outage from, for clients of Cachet",
        min_value=1,
        max_value=100,
        help_text="The same for /api/v1/status, which counts in its own way.",
    )
    major_outage_weight = forms.IntegerField(
        label="Weight of a major outage",
        min_value=0,
        max_value=100,
        help_text="How much of such a time counts as downtime, in per cent.",
    )
    partial_outage_weight = forms.IntegerField(
        label="Weight of a partial outage", min_value=0, max_value=100
    )
    performance_issues_weight = forms.IntegerField(
        label="Weight of performance issues", min_value=0, max_value=100
    )
    maintenance_is_downtime = forms.BooleanField(
        label="Maintenance counts as downtime", required=False
    )


class AccessForm(SettingsForm):
    demands_second_factor = forms.BooleanField(
        label="Everybody on the team needs a second factor",
        required=False,
        help_text="Who has none is asked to set one up at the next screen they open.",
    )
    always_authenticate = forms.BooleanField(
        label="The API answers nobody without a token",
        required=False,
        help_text="Reading included. The page stays as public as it is.",
    )
    allowed_origins = forms.CharField(
        label="Websites whose scripts may read the API",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Origins like https://example.com, one a line. Empty: all.",
    )


def fixed(field: forms.Field, *, by: str) -> None:
    """Show what the environment has set, and that it is set there."""
    field.disabled = True
    field.required = True  # or it would be called optional
    field.help_text = f"Set by {by} in the environment, so it cannot be changed here."
