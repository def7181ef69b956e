"""Pictures for shared links: each page has one of what it says now."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from signalpost.kernel.languages import SOURCE, own_name
from signalpost.overview.snapshot import Snapshot
from signalpost.page import answers, component, drawing, home, incident, languages, window
from signalpost.page.cards import Card
from signalpost.page.drawing import Look, Told
from signalpost.site import branding
from signalpost.ui.palette import Theme


@require_safe
def of_home(request: HttpRequest) -> HttpResponseBase:
    return _answer(request, home.card)


@require_safe
def of_incident(request: HttpRequest, incident_id: int) -> HttpResponseBase:
    return _answer(request, lambda seen: incident.card(incident.found(seen, incident_id)))


@require_safe
def of_window(request: HttpRequest, window_id: int) -> HttpResponseBase:
    return _answer(request, lambda _: window.card(window.found(window_id)))


@require_safe
def of_component(request: HttpRequest, component_id: int) -> HttpResponseBase:
    return _answer(request, lambda seen: component.card(component.found(seen, component_id)))


@require_safe
def of_group(request: HttpRequest, group_id: int) -> HttpResponseBase:
    return _answer(
        request, lambda seen: component.group_card(component.found_group(seen, group_id))
    )


def _answer(request: HttpRequest, page: Callable[[Snapshot], Card]) -> HttpResponseBase:
    seen = answers.seen_by(request)
    with languages.for_programs(seen.site), override(_language()):
        card = page(seen)
        told = Told(
            status=card.status.value,
            label=str(card.label),
            headline=str(card.headline or card.title),
            below=str(card.below),
        )
    picture = drawing.picture(told, _look(seen, urlsplit(seen.site.address).netloc))
    return answers.public(request, HttpResponse(picture, content_type="image/png"))


def _language() -> str:
    """The one that is spoken if the font can write its name, else English."""
    spoken = get_language() or SOURCE
    name = own_name(spoken)
    return spoken if drawing.drawable(name) == name else SOURCE


def _look(seen: Snapshot, host: str) -> Look:
    brand = seen.site.brand
    theme: Theme = "dark" if brand.theme == "dark" else "light"
    shown = (brand.logo_on_dark if theme == "dark" else None) or brand.logo
    file = branding.file(shown.digest) if shown else None
    return Look(
        name=seen.site.name,
        host=host,
        theme=theme,
        accent=brand.accent,
        grey_hue=brand.grey_hue,
        grey_tint=brand.grey_tint,
        logo=bytes(file.content) if file else None,
    )
