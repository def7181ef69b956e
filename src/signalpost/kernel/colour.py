"""Colours as plain values: sRGB and OKLCH, and the contrast of WCAG 2.2."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain
from math import atan2, cbrt, cos, degrees, hypot, radians, sin

#: What WCAG asks of text (1.4.3, level AA).
READABLE = 4.5

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_SHADES = [step / 200 for step in range(201)]


@dataclass(frozen=True, slots=True)
class Colour:
    """Shares of red, green and blue as sRGB encodes them, each from 0 to 1."""

    red: float
    green: float
    blue: float

    @classmethod
    def from_hex(cls, text: str) -> Colour:
        """Of “#rrggbb”; ValueError where it is not written so."""
        if not _HEX.fullmatch(text):
            raise ValueError(text)
        return cls(*(value / 255 for value in bytes.fromhex(text[1:])))

    @property
    def parts(self) -> tuple[int, int, int]:
        """As bytes, for pictures."""
        red, green, blue = (round(part * 255) for part in (self.red, self.green, self.blue))
        return red, green, blue

    @property
    def hex(self) -> str:
        return "#" + bytes(self.parts).hex()

    @property
    def luminance(self) -> float:
        red, green, blue = (_decoded(part) for part in (self.red, self.green, self.blue))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def oklch(self) -> tuple[float, float, float]:
        """Lightness and chroma from 0 up, hue in degrees."""
        lightness, a, b = _to_oklab(self)
        return lightness, hypot(a, b), degrees(atan2(b, a)) % 360


WHITE = Colour(1, 1, 1)
BLACK = Colour(0, 0, 0)


def oklch(lightness: float, chroma: float, hue: float) -> Colour:
    """The colour; where screens cannot show it, the same with as much chroma as they can."""
    least, most = 0.0, chroma
    if not _is_shown(_linear(lightness, most, hue)):
        for _ in range(24):
            middle = (least + most) / 2
            if _is_shown(_linear(lightness, middle, hue)):
                least = middle
            else:
                most = middle
        chroma = least
    red, green, blue = (_encoded(part) for part in _linear(lightness, chroma, hue))
    return Colour(red, green, blue)


def contrast(one: Colour, other: Colour) -> float:
    """From 1, the same, to 21, black on white."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def mix(one: Colour, share: float, other: Colour) -> Colour:
    """As CSS mixes them in oklab: `share` of `one` in `other`."""
    pairs = zip(_to_oklab(one), _to_oklab(other), strict=True)
    lightness, a, b = (share * first + (1 - share) * second for first, second in pairs)
    return oklch(lightness, hypot(a, b), degrees(atan2(b, a)))


def text_on(ground: Colour) -> Colour:
    """White where it can be read, otherwise black, which then can."""
    return WHITE if contrast(WHITE, ground) >= READABLE else BLACK


def readable(colour: Colour, *, on: Collection[Colour], least: float = READABLE) -> Colour:
    """The colour, made just so much darker or lighter that it can be read on all of `on`."""
    lightness, chroma, hue = colour.oklch
    nearest_first = sorted(_SHADES, key=lambda other: abs(other - lightness))
    shades = (oklch(lightness, chroma, hue) for lightness in nearest_first)
    for shade in chain([colour], shades):
        if _least_contrast(shade, on) >= least:
            return shade
    return max((BLACK, WHITE), key=lambda shade: _least_contrast(shade, on))


def _least_contrast(colour: Colour, grounds: Collection[Colour]) -> float:
    """On what will be shown: whole bytes."""
    shown = Colour.from_hex(colour.hex)
    return min(contrast(shown, ground) for ground in grounds)


def _linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Linear sRGB of OKLCH (Ottosson's matrices)."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _to_oklab(colour: Colour) -> tuple[float, float, float]:
    red, green, blue = (_decoded(part) for part in (colour.red, colour.green, colour.blue))
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _is_shown(linear: tuple[float, float, float]) -> bool:
    return all(-1e-4 <= part <= 1 + 1e-4 for part in linear)


def _encoded(linear: float) -> float:
    linear = min(max(linear, 0.0), 1.0)
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055


def _decoded(encoded: float) -> float:
    return encoded / 12.92 if encoded <= 0.04045 else ((encoded + 0.055) / 1.055) ** 2.4
