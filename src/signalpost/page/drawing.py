"""The picture of a shared link, in the look of the site. Pillow is read when one is drawn."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from signalpost.kernel import colour
from signalpost.kernel.colour import Colour
from signalpost.ui import palette

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
_EDGE, _INNER = 80, WIDTH - 2 * 80
_FONT = Path(__file__).parent / "fonts" / "Inter-SemiBold.ttf"
_ICONS = Path(__file__).parent / "static" / "page"
#: More would not fit, and takes time to find out.
_LONGEST = 300
#: Of a headline, until it fits in so many lines.
_SIZES, _LINES = (68, 58, 50), 3
#: What the font has: the rest is left out, or it would be drawn as empty boxes.
_LACKING = re.compile(
    "[^"
    "\u0020-\u007e\u00a1-\u00ac\u00ae-\u0148\u014a-\u01c3\u01c5-\u024f\u0259\u02bb-\u02bc"
    "\u02c6-\u02dd\u0300-\u0304\u0306-\u030a\u030c\u0323\u0375-\u0376\u037a-\u037d\u037f"
    "\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03d7\u03dc-\u03dd\u03f0-\u03f6\u03f9-\u03fa"
    "\u03fc-\u0479\u0480-\u049d\u04a0-\u04ff\u052f\u1e00-\u1e9b\u1e9d-\u1eff\u2010-\u2026"
    "\u2030-\u203a\u2044\u2070-\u2071\u2074-\u208e\u2090-\u209c\u20a0-\u20af\u20b1-\u20b5"
    "\u20b8-\u20ba\u20bc-\u20bf\u2116\u2122\u2190-\u2193\u2212\u2248\u2260\u2264-\u2265"
    "\u25cf\u2713"
    "]"
)
#: Commas between words that were left out.
_LEFT_OVER = re.compile(r"([,;])(?:\s*[,;])+")


@dataclass(frozen=True, slots=True)
class Look:
    """`logo` is a PNG; without one the name stands beside a square of the accent."""

    name: str
    host: str
    theme: palette.Theme
    accent: str
    grey_hue: int
    grey_tint: float
    logo: bytes | None

    def named(self, name: str) -> Colour:
        return palette.named(name, self.theme, hue=self.grey_hue, tint=self.grey_tint)


@dataclass(frozen=True, slots=True)
class Told:
    """`status` is a data-status name."""

    status: str
    label: str
    headline: str
    below: str


@lru_cache(maxsize=64)
def picture(told: Told, look: Look) -> bytes:
    """A PNG; the same again costs nothing."""
    from PIL import Image, ImageDraw

    ground = colour.mix(look.named(told.status), 0.11, look.named("raised"))
    image = Image.new("RGB", (WIDTH, HEIGHT), ground.parts)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, HEIGHT - 16, WIDTH, HEIGHT), fill=look.named(told.status).parts)
    _whose(image, draw, look)
    _what(image, draw, told, look)
    file = BytesIO()
    image.save(file, "PNG", compress_level=6)
    return file.getvalue()


def drawable(text: str) -> str:
    """On one line, what of it the font has."""
    composed = unicodedata.normalize("NFC", text[:_LONGEST])
    known = " ".join(_LACKING.sub(" ", " ".join(composed.split())).split())
    return _LEFT_OVER.sub(r"\1", known).lstrip(",; ")


def _whose(image: Image, draw: ImageDraw, look: Look) -> None:
    quiet, name = look.named("quiet").parts, drawable(look.name)
    if look.logo:
        _hang(image, look.logo)
    else:
        accent = Colour.from_hex(look.accent) if look.accent else look.named("accent")
        on_accent = colour.text_on(accent)
        line, place = colour.mix(on_accent, 0.16, accent), (_EDGE, 64, _EDGE + 56, 120)
        draw.rounded_rectangle(place, 14, fill=accent.parts, outline=line.parts)
        initial = name[:1].upper() or "•"
        draw.text((_EDGE + 28, 92), initial, on_accent.parts, _font(30), anchor="mm")
        name = _line(name, _font(34), _INNER - 76)
        draw.text((_EDGE + 76, 92), name, look.named("ink").parts, _font(34), anchor="lm")
    host = _line(drawable(look.host), _font(28), _INNER)
    draw.text((_EDGE, HEIGHT - 64), host, quiet, _font(28), anchor="lm")


def _hang(image: Image, png: bytes) -> None:
    from PIL import Image as Images

    with Images.open(BytesIO(png)) as logo:
        upright = logo.convert("RGBA")
    upright.thumbnail((540, 96))
    image.paste(upright, (_EDGE, 92 - upright.height // 2), upright)


def _what(image: Image, draw: ImageDraw, told: Told, look: Look) -> None:
    """The icon beside the label, then the headline, and as much below it as there is room for."""
    headline, label = drawable(told.headline), drawable(told.label)
    if not headline:
        headline, label = label, ""
    icon = _icon(told.status)
    image.paste(icon, (_EDGE, 190), icon)
    shade = look.named("quiet" if told.status == "unknown" else f"{told.status}-ink")
    label = _line(label, _font(38), _INNER - 88)
    draw.text((_EDGE + 88, 224), label, shade.parts, _font(38), anchor="lm")
    size, lines = _headline(headline)
    top = 290
    for line in lines:
        draw.text((_EDGE, top), line, look.named("ink").parts, _font(size))
        top += round(size * 1.2)
    room = max(0, (HEIGHT - 106 - top) // 44)
    for line in _wrapped(drawable(told.below), _font(32), min(2, room)):
        draw.text((_EDGE, top + 14), line, look.named("quiet").parts, _font(32))
        top += 44


def _headline(text: str) -> tuple[int, list[str]]:
    """The largest size at which it fits on two lines; the smallest takes more, and then cuts."""
    for size in _SIZES[:-1]:
        lines = _wrapped(text, _font(size), _LINES)
        if len(lines) < _LINES:
            return size, lines
    return _SIZES[-1], _wrapped(text, _font(_SIZES[-1]), _LINES)


def _wrapped(text: str, font: FreeTypeFont, most: int) -> list[str]:
    """At most `most` lines; the last one ends in … where something is left."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        if len(lines) == most - 1:
            lines.append(_line(" ".join(words), font, _INNER))
            break
        taken = 1
        while taken < len(words) and font.getlength(" ".join(words[: taken + 1])) <= _INNER:
            taken += 1
        lines.append(_line(" ".join(words[:taken]), font, _INNER))
        words = words[taken:]
    return lines


def _line(text: str, font: FreeTypeFont, width: int) -> str:
    """Cut to the width."""
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


@cache
def _font(size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(_FONT, size)


@cache
def _icon(status: str) -> Image:
    from PIL import Image

    with Image.open(_ICONS / f"icon-{status}.png") as icon:
        return icon.convert("RGBA").resize((68, 68), Image.Resampling.LANCZOS)
