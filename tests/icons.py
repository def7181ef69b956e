"""Draws the icons of browser tabs from their SVG: `python -m tests.icons`.

They are committed; draw them again when an icon of the look changes.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

from signalpost.components.statuses import ComponentStatus
from tests.scenes import browser

FOLDER = Path(__file__).parent.parent / "src" / "signalpost" / "page" / "static" / "page"
SIZES = (16, 32, 48)
LARGE = 192
PAGE = "<!doctype html><style>body {{ margin: 0 }} svg {{ width: 100vw }}</style>{drawing}"


def main() -> int:
    with browser.chromium() as chromium:
        if chromium is None:
            print(browser.HOW_TO_INSTALL, file=sys.stderr)
            return 1
        for status in ComponentStatus:
            drawing = (FOLDER / f"icon-{status}.svg").read_text()
            drawn = {}
            for size in (*SIZES, LARGE):
                page = chromium.new_page(viewport={"width": size, "height": size})
                page.set_content(PAGE.format(drawing=drawing))
                drawn[size] = Image.open(BytesIO(page.screenshot(omit_background=True)))
                page.close()
            drawn[LARGE].quantize(64).save(FOLDER / f"icon-{status}.png", optimize=True)
            largest, *others = (drawn[size] for size in reversed(SIZES))
            largest.save(
                FOLDER / f"icon-{status}.ico",
                sizes=[(size, size) for size in SIZES],
                append_images=others,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
