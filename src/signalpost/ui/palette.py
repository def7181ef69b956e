"""The look's colours as values, read from its style sheet, for pictures and computed themes."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

from signalpost.kernel import colour
from signalpost.kernel.colour import Colour

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, Theme] = ("light", "dark")

#: The hue of the greys, and how much of it they have, unless a site chooses its own.
GREY_HUE = 260
GREY_TINT = 1.0

_GREY = re.compile(r"oklch\(([\d.]+)% calc\(([\d.]+) \* var\(--grey-tint\)\) var\(--grey-hue\)\)")
_FIXED = re.compile(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)")
_TOKEN = re.compile(r"--(?P<name>[\w-]+): light-dark\((?P<light>.+?), (?P<dark>.+)\);")


def named(name: str, theme: Theme, *, hue: float = GREY_HUE, tint: float = GREY_TINT) -> Colour:
    """A colour of the tokens layer, with greys of that hue and tint."""
    text = _tokens()[name][THEMES.index(theme)]
    if grey := _GREY.fullmatch(text):
        return colour.oklch(float(grey[1]) / 100, float(grey[2]) * tint, hue)
    if fixed := _FIXED.fullmatch(text):
        return colour.oklch(float(fixed[1]) / 100, float(fixed[2]), float(fixed[3]))
    return colour.WHITE


@cache
def _tokens() -> dict[str, tuple[str, str]]:
    """Name to its value in the light theme and in the dark."""
    text = (Path(__file__).parent / "static" / "ui" / "look.css").read_text(encoding="utf-8")
    return {token["name"]: (token["light"], token["dark"]) for token in _TOKEN.finditer(text)}
