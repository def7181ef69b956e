"""The style sheet that gives the look a site's colours, with what must be read on them computed."""

from __future__ import annotations

from signalpost.kernel import colour
from signalpost.kernel.colour import Colour
from signalpost.site.models import Branding
from signalpost.ui import palette


def stylesheet(branding: Branding) -> str:
    """Its rules; "" where nothing is chosen and the look is as it comes."""
    properties = {**_greys(branding), **_accent(branding)}
    if not properties:
        return ""
    listed = "".join(f"{name}:{value};" for name, value in properties.items())
    return f"@layer tokens{{:root{{{listed}}}}}\n"


def _greys(branding: Branding) -> dict[str, str]:
    tint = branding.grey_tint / 100
    if (branding.grey_hue, tint) == (palette.GREY_HUE, palette.GREY_TINT):
        return {}
    return {"--grey-hue": str(branding.grey_hue), "--grey-tint": f"{tint:g}"}


def _accent(branding: Branding) -> dict[str, str]:
    """The colour as it was chosen where it fills; where it is read, as much of it as can be."""
    if not branding.accent:
        return {}
    chosen = Colour.from_hex(branding.accent)
    light, dark = (_ink(chosen, theme, branding) for theme in palette.THEMES)
    return {
        "--accent": chosen.hex,
        "--on-accent": colour.text_on(chosen).hex,
        "--accent-ink": f"light-dark({light.hex},{dark.hex})",
    }


def _ink(chosen: Colour, theme: palette.Theme, branding: Branding) -> Colour:
    hue, tint = branding.grey_hue, branding.grey_tint / 100
    grounds = [palette.named(name, theme, hue=hue, tint=tint) for name in ("ground", "raised")]
    return colour.readable(chosen, on=grounds)
