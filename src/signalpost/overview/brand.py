"""The look of the page as its visitors get it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

from signalpost.kernel import html
from signalpost.site import branding, theme
from signalpost.site.models import Branding, File


@dataclass(frozen=True, slots=True)
class PictureView:
    digest: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class SheetView:
    """A style sheet; its digest is part of its address, so that caches may keep it for ever."""

    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class BrandView:
    """`theme` is what holds until a visitor chooses; the HTML is safe to show as it is."""

    theme: str
    accent: str
    grey_hue: int
    grey_tint: float
    colours: SheetView | None
    custom: SheetView | None
    logo: PictureView | None
    logo_on_dark: PictureView | None
    icon: PictureView | None
    header: str
    footer: str


def view() -> BrandView:
    chosen = branding.current()
    return BrandView(
        theme=chosen.theme,
        accent=chosen.accent,
        grey_hue=chosen.grey_hue,
        grey_tint=chosen.grey_tint / 100,
        colours=_colours(chosen),
        custom=_sheet(chosen.custom_css),
        logo=_picture(chosen.logo),
        logo_on_dark=_picture(chosen.logo_on_dark),
        icon=_picture(chosen.icon),
        header=html.clean(chosen.header_html),
        footer=html.clean(chosen.footer_html),
    )


def colours() -> SheetView | None:
    """The site's own alone, of now; None where it keeps the usual ones."""
    return _colours(branding.current())


def _colours(chosen: Branding) -> SheetView | None:
    return _sheet(theme.stylesheet(chosen))


def _sheet(text: str) -> SheetView | None:
    digest = blake2b(text.encode(), digest_size=8).hexdigest()
    return SheetView(text, digest) if text.strip() else None


def _picture(file: File | None) -> PictureView | None:
    return PictureView(file.digest, file.width, file.height) if file else None
