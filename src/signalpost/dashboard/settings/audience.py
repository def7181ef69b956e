"""Who may read the page: everybody, the team, or whoever has its password."""

from __future__ import annotations

from typing import Any

from django import forms

from signalpost.dashboard.settings.forms import SettingsForm
from signalpost.kernel.unset import UNSET
from signalpost.site import readers
from signalpost.site.models import Audience, Site


class AudienceForm(SettingsForm[Site]):
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.row.page_password:
            hint = "One is kept. Empty: it stays. Whoever came in by the old one must type the new."
        else:
            hint = f"At least {readers.SHORTEST} characters. You tell it to those who may read."
        self.fields["password"].help_text = hint

    @property
    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"audience": Audience(said["audience"]), "password": said["password"] or UNSET}
