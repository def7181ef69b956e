"""Pictures that people upload, drawn anew: nothing of the file but what is seen is kept."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from signalpost.kernel.errors import Invalid

#: Of the file as it is uploaded, in bytes; of what it shows, in pixels.
LARGEST = 1_000_000
MOST_PIXELS = 20_000_000
#: What is kept fits into this: twice what the page shows, for fine screens.
WIDTH, HEIGHT = 720, 160

_FORMATS = ["PNG", "JPEG", "WEBP"]


@dataclass(frozen=True, slots=True)
class Picture:
    png: bytes
    width: int
    height: int


def drawn_anew(content: bytes, *, field: str) -> Picture:
    """The upload as a PNG of the size that is needed; Invalid says what is wrong with it."""
    from PIL import Image, ImageOps

    if len(content) > LARGEST:
        raise Invalid("The file is larger than 1 MB; a logo needs far less.", field=field)
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Invalid("The picture has more than 20 million pixels.", field=field)
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except Invalid:
        raise
    except Exception as error:  # Pillow raises many kinds for broken files
        raise Invalid(_why_not(content), field=field) from error
    upright.thumbnail((WIDTH, HEIGHT))
    kept = BytesIO()
    upright.save(kept, "PNG", optimize=True)
    return Picture(kept.getvalue(), upright.width, upright.height)


def _why_not(content: bytes) -> str:
    if b"<svg" in content[:4096].lower():
        return (
            "SVG files can hold scripts, so they are not taken. Save the logo as a PNG of "
            f"{HEIGHT} pixels height."
        )
    return "This is not a PNG, JPEG or WebP picture, or it is broken."
