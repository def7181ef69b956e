"""Pictures that people upload, drawn anew: nothing of the file but what is seen is kept."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from signalpost.kernel.errors import Invalid

if TYPE_CHECKING:  # Pillow is loaded where a picture is drawn
    from PIL.Image import Image

#: Of the file as it is uploaded, in bytes; of what it shows, in pixels.
LARGEST = 1_000_000
MOST_PIXELS = 20_000_000
TOO_LARGE = "The file is larger than 1 MB; far less is needed."
#: What is kept fits into this: twice what the page shows, for fine screens.
WIDTH, HEIGHT = 720, 160
#: What is kept of an icon is a square of at most so many pixels a side; what is shown, at least.
ICON, SMALLEST_ICON = 192, 32
#: How much longer than the other one a side of an icon may be.
SQUARE_ISH = 1.25

_FORMATS = ["PNG", "JPEG", "WEBP"]


@dataclass(frozen=True, slots=True)
class Picture:
    png: bytes
    width: int
    height: int


def drawn_anew(content: bytes, *, field: str) -> Picture:
    """The upload as a PNG of the size that is needed; Invalid says what is wrong with it."""
    logo = _seen(content, field=field)
    logo.thumbnail((WIDTH, HEIGHT))
    return _kept(logo)


def icon_drawn_anew(content: bytes, *, field: str) -> Picture:
    """The upload as a square PNG for browser tabs."""
    from PIL import ImageOps

    icon = _seen(content, field=field)
    shorter, longer = sorted(icon.size)
    if shorter < SMALLEST_ICON:
        raise Invalid(
            f"An icon needs at least {SMALLEST_ICON} × {SMALLEST_ICON} pixels.", field=field
        )
    if longer > shorter * SQUARE_ISH:
        raise Invalid(
            f"An icon is a square; this picture has {icon.width} × {icon.height} pixels.",
            field=field,
        )
    side = min(longer, ICON)
    return _kept(ImageOps.pad(icon, (side, side), color=(0, 0, 0, 0)))


def _seen(content: bytes, *, field: str) -> Image:
    from PIL import Image, ImageOps

    if len(content) > LARGEST:
        raise Invalid(TOO_LARGE, field=field)
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Invalid("The picture has more than 20 million pixels.", field=field)
            return ImageOps.exif_transpose(picture).convert("RGBA")
    except Invalid:
        raise
    except Exception as error:  # Pillow raises many kinds for broken files
        raise Invalid(_why_not(content), field=field) from error


def _kept(picture: Image) -> Picture:
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return Picture(file.getvalue(), picture.width, picture.height)


def _why_not(content: bytes) -> str:
    if b"<svg" in content[:4096].lower():
        return (
            "SVG files can hold scripts, so they are not taken. Save the picture as a PNG of "
            f"{HEIGHT} pixels height."
        )
    return "This is not a PNG, JPEG or WebP picture, or it is broken."
