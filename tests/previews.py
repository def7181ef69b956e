"""Draws the pictures that links to the page are shared with: `python -m tests.previews`.

They are committed; draw them again when the icons or the colours of the look change.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from tests.scenes import browser

SOURCE = Path(__file__).parent.parent / "src" / "signalpost"
LEVELS = ("operational", "maintenance", "performance", "partial", "major")
PAGE = """<!doctype html><style>{look}
body {{ margin: 0; height: 100vh; display: grid; place-items: center; }}
body {{ background: color-mix(in oklab, var(--status) 11%, var(--raised)); }}
svg {{ width: 264px; fill: var(--status-ink); }}
</style><body data-status="{level}"><svg viewBox="0 0 24 24">{drawing}</svg>"""


def main() -> int:
    look = (SOURCE / "ui/static/ui/look.css").read_text()
    sprite = (SOURCE / "ui/templates/ui/_icons.html").read_text()
    with browser.chromium() as chromium:
        if chromium is None:
            print(browser.HOW_TO_INSTALL, file=sys.stderr)
            return 1
        page = chromium.new_page(viewport={"width": 1200, "height": 630})
        for level in LEVELS:
            drawing = re.search(f'id="i-{level}"[^>]*>(.*?)</symbol>', sprite)
            assert drawing
            page.set_content(PAGE.format(look=look, level=level, drawing=drawing[1]))
            page.screenshot(path=SOURCE / f"page/static/page/preview-{level}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
