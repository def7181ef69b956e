"""How the page looks: theme, colours, and the logo for light and for dark."""

from __future__ import annotations

from typing import get_args

from django import forms
from django.http import HttpResponse

from signalpost.dashboard.meanwhile import Deed
from signalpost.dashboard.screens import DashboardRequest
from signalpost.dashboard.settings.forms import SettingsForm
from signalpost.dashboard.settings.frame import page, saved
from signalpost.kernel.errors import DomainError, NotFound
from signalpost.site import branding, pictures
from signalpost.site.branding import Place
from signalpost.site.models import Theme

NAME = "settings_look"
PLACES = {"logo": "Logo", "logo_on_dark": "Logo on dark"}


class LookForm(SettingsForm):
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
        help_text="PNG, JPEG or WebP, at most 1 MB. It is shown 80 pixels high at most.",
        widget=forms.FileInput(
            attrs={
                "accept": "image/png,image/jpeg,image/webp",
                "data-largest": pictures.LARGEST,
            }
        ),
    )


def show(request: DashboardRequest) -> HttpResponse:
    return _page(request, LookForm.of(branding.current))


def save(request: DashboardRequest) -> HttpResponse:
    form = LookForm.of(branding.current, request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        branding.change(by=request.by, only_if=form.only_if, **form.changed)
    except DomainError as error:
        return _page(request, form, deeds=form.refuse(error))
    return saved(request, NAME)


def set_logo(request: DashboardRequest, place: str) -> HttpResponse:
    where = _place(place)
    form = LogoForm(request.POST, request.FILES, prefix=where)
    if form.is_valid():
        try:
            branding.set_logo(form.cleaned_data["picture"].read(), by=request.by, place=where)
        except DomainError as error:
            form.add_error("picture", error.message)
        else:
            return saved(request, NAME, f"{PLACES[where]}: saved.")
    return _page(request, LookForm.of(branding.current), refused={where: form})


def remove_logo(request: DashboardRequest, place: str) -> HttpResponse:
    where = _place(place)
    branding.remove_logo(by=request.by, place=where)
    return saved(request, NAME, f"{PLACES[where]}: removed.")


def _place(place: str) -> Place:
    for known in get_args(Place):
        if place == known:
            return known  # type: ignore[no-any-return]
    raise NotFound("There is no such place for a logo.")


def _page(
    request: DashboardRequest,
    form: LookForm,
    refused: dict[Place, LogoForm] | None = None,
    deeds: list[Deed] | None = None,
) -> HttpResponse:
    look = branding.current()
    logos = [
        {
            "place": place,
            "label": label,
            "file": getattr(look, place),
            "form": (refused or {}).get(place) or LogoForm(prefix=place),  # type: ignore[call-overload]
        }
        for place, label in PLACES.items()
    ]
    response = page(request, NAME, form, "look", logos=logos, deeds=deeds)
    if refused:
        response.status_code = 422
    return response
