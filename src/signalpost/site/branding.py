"""How the page looks: colours, logo, and what an admin adds in CSS and HTML."""

from __future__ import annotations

from hashlib import blake2b
from typing import Literal, get_args

from django.db import transaction

from signalpost.events import log
from signalpost.kernel import changes, css
from signalpost.kernel.actor import Actor
from signalpost.kernel.colour import Colour
from signalpost.kernel.errors import Invalid
from signalpost.kernel.precondition import Precondition, always
from signalpost.kernel.prepared import Prepared
from signalpost.kernel.text import checked
from signalpost.kernel.unset import UNSET, Unset, given
from signalpost.site import pictures
from signalpost.site.models import Branding, File, Theme

LONGEST_CSS = 50_000
LONGEST_HTML = 20_000
STRONGEST_TINT = 300

#: The places that a picture can hang in; an icon is for browser tabs.
Place = Literal["logo", "logo_on_dark", "icon"]
PLACES: tuple[Place, ...] = get_args(Place)

_row = Prepared(
    lambda: (
        Branding.objects.select_related(*PLACES)
        .defer(*(f"{place}__content" for place in PLACES))
        .filter(pk=1)
    )
)


def current() -> Branding:
    """The look; the usual one while nobody has chosen any."""
    return _row.first() or Branding(pk=1)


def file(digest: str) -> File | None:
    return File.objects.filter(pk=digest).first()


@transaction.atomic
def change(
    *,
    by: Actor,
    theme: Theme | Unset = UNSET,
    accent: str | Unset = UNSET,
    grey_hue: int | Unset = UNSET,
    grey_tint: int | Unset = UNSET,
    only_if: Precondition = always,
) -> Branding:
    """Choose the theme and the colours. An accent is “#rrggbb”, or "" for the usual one."""
    branding = _locked()
    only_if()
    if accent is not UNSET:
        accent = accent.strip().lower()
    wishes = given(theme=theme, accent=accent, grey_hue=grey_hue, grey_tint=grey_tint)
    changed = changes.assign(branding, wishes)
    _check(branding)
    return _keep(branding, changed, by=by)


@transaction.atomic
def change_markup(
    *,
    by: Actor,
    custom_css: str | Unset = UNSET,
    header_html: str | Unset = UNSET,
    footer_html: str | Unset = UNSET,
    only_if: Precondition = always,
) -> Branding:
    """Set the page's own style sheet and what stands above and below it; for `html.write`.

    HTML is kept as it was typed, and cleaned wherever it is shown.
    """
    branding = _locked()
    only_if()
    wishes = given(custom_css=custom_css, header_html=header_html, footer_html=footer_html)
    for field, text in wishes.items():
        limit = LONGEST_CSS if field == "custom_css" else LONGEST_HTML
        wishes[field] = checked(text, field=field, limit=limit)
    if found := css.fetches(wishes.get("custom_css", "")):
        raise Invalid(
            f"The page loads nothing from elsewhere, and this style sheet has “{found[:100]}”.",
            field="custom_css",
        )
    return _keep(branding, changes.assign(branding, wishes), by=by)


@transaction.atomic
def set_logo(content: bytes, *, by: Actor, place: Place = "logo") -> Branding:
    """Show a picture in place of the name, or in browser tabs: PNG, JPEG or WebP, drawn anew."""
    draw = pictures.icon_drawn_anew if place == "icon" else pictures.drawn_anew
    picture = draw(content, field=place)
    branding = _locked()
    file, _ = File.objects.get_or_create(
        pk=blake2b(picture.png, digest_size=16).hexdigest(),
        defaults={
            "media_type": "image/png",
            "content": picture.png,
            "width": picture.width,
            "height": picture.height,
        },
    )
    return _hang(branding, file, by=by, place=place)


@transaction.atomic
def remove_logo(*, by: Actor, place: Place = "logo") -> Branding:
    return _hang(_locked(), None, by=by, place=place)


def _locked() -> Branding:
    Branding.objects.get_or_create(pk=1)
    return Branding.objects.select_for_update().get(pk=1)


def _hang(branding: Branding, file: File | None, *, by: Actor, place: Place) -> Branding:
    changed = changes.assign(branding, {f"{place}_id": file.pk if file else None})
    return _keep(branding, changed, by=by)


def _keep(branding: Branding, changed: dict[str, list[object]], *, by: Actor) -> Branding:
    if changed:
        branding.save()
        hanging = filter(None, (getattr(branding, f"{place}_id") for place in PLACES))
        File.objects.exclude(pk__in=list(hanging)).delete()
        log.record("site.branding_changed", branding, by=by, changed=changed)
    return branding


def _check(branding: Branding) -> None:
    if branding.theme not in Theme.values:
        raise Invalid("A theme is system, light or dark.", field="theme")
    if branding.accent:
        try:
            Colour.from_hex(branding.accent)
        except ValueError:
            raise Invalid("A colour is written like #3056a8.", field="accent") from None
    if not 0 <= branding.grey_hue < 360:
        raise Invalid("A hue is between 0 and 359.", field="grey_hue")
    if not 0 <= branding.grey_tint <= STRONGEST_TINT:
        raise Invalid(f"A tint is between 0 and {STRONGEST_TINT} per cent.", field="grey_tint")
