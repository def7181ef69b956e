"""Files as people upload them."""

from __future__ import annotations

from io import BytesIO

from PIL import Image


def picture(
    kind: str = "PNG",
    size: tuple[int, int] = (400, 100),
    colour: str = "navy",
    mode: str = "RGB",
) -> bytes:
    file = BytesIO()
    Image.new(mode, size, colour).save(file, kind)
    return file.getvalue()
