"""The settings of the site, in plain groups. Their names are those on Site."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings

from signalpost.dashboard.fields import Zone
from signalpost.dashboard.meanwhile import AsOfForm, Row
from signalpost.kernel.network import is_answered
from signalpost.site.models import Site, Subscribing


class SettingsForm(AsOfForm[Row]):
    """Some fields of a row of settings; what others do to the rest of it is no hindrance."""

    @classmethod
    def values_of(cls, row: Row) -> dict[str, Any]:
        """A field that the row has not is a password, which is kept and never shown."""
        return {name: getattr(row, name, "") for name in cls.base_fields if name != "as_of"}

    @property
    def watched(self) -> Collection[str]:
        return self.base_fields

    @property
    def values(self) -> dict[str, Any]:
        """As its operation takes them."""
        return self.changed


class PageForm(SettingsForm[Site]):
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
    #: Asked where the browser is somewhere else than it says then.
    moves = forms.BooleanField(
        label="I know: use that address", required=False, widget=forms.HiddenInput
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

    def __init__(self, *args: Any, asked_at: str, **kwargs: Any) -> None:
        """`asked_at`: what the addresses begin with at which the browser is."""
        super().__init__(*args, **kwargs)
        self.asked_at = asked_at
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        if settings.SITE_URL:
            fixed(self.fields["address"], by="SITE_URL")

    def clean(self) -> dict[str, Any]:
        """Nobody shuts the door behind themselves unawares."""
        said = super().clean()
        is_meant = said.pop("moves", False)
        address = said.get("address", "").rstrip("/")
        is_elsewhere = address and address.lower() != self.asked_at.lower()
        if is_elsewhere and "address" in self.changed_data:
            self.fields["moves"].widget = forms.CheckboxInput()
            if not is_meant:
                self.add_error("address", _moving(self.asked_at, address))
        return said


def _moving(asked_at: str, address: str) -> str:
    here = f"You are looking at this page at {asked_at}."
    links = f"With this address, links in mails and feeds lead to {address}"
    if is_answered(urlsplit(asked_at).netloc, address=address):
        return f"{here} {links}. Tick below that it is meant."
    return f"{here} {links}, and nothing is answered here any more. Tick below that it is meant."


class CountingForm(SettingsForm[Site]):
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


class AccessForm(SettingsForm[Site]):
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
