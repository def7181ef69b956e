"""How the page looks: theme, colours, the logo for light and for dark, the icon of its tabs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from signalpost.dashboard.screens import DashboardRequest, go_to
from signalpost.dashboard.settings.forms import SettingsForm
from signalpost.dashboard.settings.frame import page, saved
from signalpost.kernel.errors import DomainError, NotFound
from signalpost.site import branding, pictures
from signalpost.site.branding import Place
from signalpost.site.models import Branding, Theme

NAME = "settings_look"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a picture, in words."""

    label: str
    hint: str
    empty: str


_LOGO = "It is shown 40 pixels high and 360 wide at most; twice as large is sharp on every screen."
PLACES: dict[Place, Spot] = {
    "logo": Spot("Logo", _LOGO, "None: the name of the site is written."),
    "logo_on_dark": Spot("Logo on dark", _LOGO, "None: the same as on light."),
    "icon": Spot(
        "Icon of browser tabs",
        "A square. Where all is not well, the mark of the state stands in its corner.",
        "None: the mark of the state.",
    ),
}


class LookForm(SettingsForm[Branding]):
    theme = forms.ChoiceField(choices=Theme.choices, help_text="Until visitors choose themselves.")
    accent = forms.CharField(
        label="Accent colour",
        max_length=7,
        required=False,
        help_text="Like #3056a8. What is written on it or in it is made readable. Empty: blue.",
    )
    grey_hue = forms.IntegerField(
        label="Hue of the greys",
        min_value=0,
        max_value=359,
        help_text="An angle: 30 is warm, 150 green, 260 cool.",
    )
    grey_tint = forms.IntegerField(
        label="Tint of the greys",
        min_value=0,
        max_value=branding.STRONGEST_TINT,
        help_text="Per cent. 0 is none at all, 100 what is usual.",
    )


class LogoForm(forms.Form):
    picture = forms.FileField(
        label="File",
        widget=forms.FileInput(
            attrs={
                "accept": "image/png,image/jpeg,image/webp",
                "data-largest": pictures.LARGEST,
            }
        ),
    )

    def __init__(self, data: Any = None, files: Any = None, *, place: Place) -> None:
        super().__init__(data, files, prefix=place)
        hint = f"PNG, JPEG or WebP, at most 1 MB. {PLACES[place].hint}"
        self.fields["picture"].help_text = hint


def show(request: DashboardRequest) -> HttpResponse:
    return _page(request, LookForm.of(branding.current))


def save(request: DashboardRequest) -> HttpResponse:
    form = LookForm.of(branding.current, request.POST)
    if not form.is_valid():
        return _page(request, form)
    if not form.write(branding.change, by=request.by, **form.values):
        return _page(request, form)
    return saved(request, NAME)


def show_logo(request: DashboardRequest, place: str) -> HttpResponse:
    """`too-large`: the server sends whoever sent a file that it did not even read here."""
    where = _place(place)
    if "too-large" not in request.GET:
        return go_to(request, reverse(NAME))
    form = LogoForm({}, MultiValueDict(), place=where)
    form.fields["picture"].error_messages["required"] = pictures.TOO_LARGE
    return _page(request, LookForm.of(branding.current), refused={where: form})


def set_logo(request: DashboardRequest, place: str) -> HttpResponse:
    where = _place(place)
    form = LogoForm(request.POST, request.FILES, place=where)
    if form.is_valid():
        try:
            branding.set_logo(form.cleaned_data["picture"].read(), by=request.by, place=where)
        except DomainError as error:
            form.add_error("picture", error.message)
        else:
            return saved(request, NAME, f"{PLACES[where].label}: saved.")
    return _page(request, LookForm.of(branding.current), refused={where: form})


def remove_logo(request: DashboardRequest, place: str) -> HttpResponse:
    where = _place(place)
    branding.remove_logo(by=request.by, place=where)
    return saved(request, NAME, f"{PLACES[where].label}: removed.")


def _place(place: str) -> Place:
    for known in PLACES:
        if place == known:
            return known
    raise NotFound("There is no such place for a picture.")


def _page(
    request: DashboardRequest,
    form: LookForm,
    refused: dict[Place, LogoForm] | None = None,
) -> HttpResponse:
    look = branding.current()
    logos = [
        {
            "place": place,
            "label": spot.label,
            "empty": spot.empty,
            "file": getattr(look, place),
            "form": (refused or {}).get(place) or LogoForm(place=place),
        }
        for place, spot in PLACES.items()
    ]
    response = page(request, NAME, form, "look", logos=logos)
    if refused:
        response.status_code = 422
    return response
