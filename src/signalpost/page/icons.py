"""The pictures of browser tabs: those of the state, or the site's own with that in a corner."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from signalpost.overview import snapshot
from signalpost.overview.brand import PictureView
from signalpost.overview.rules import Level
from signalpost.overview.snapshot import Snapshot
from signalpost.page import answers
from signalpost.site import branding

TYPES = {"ico": "image/x-icon", "png": "image/png"}
#: Sides of the squares in an .ico.
SIDES = (16, 32, 48)
#: How much of the own picture's side the mark of the state takes, and the gap around it.
MARK, GAP = 0.6, 0.05

#: Cachet's names (contract 8).
CACHETS = {
    "favicon": Level.OPERATIONAL,
    "favicon-medium-alert": Level.PARTIAL_OUTAGE,
    "favicon-high-alert": Level.MAJOR_OUTAGE,
}


@dataclass(frozen=True, slots=True)
class Icon:
    """What a page says of an icon; without a side it has any size."""

    address: str
    media_type: str
    side: int | None = None


def named(seen: Snapshot) -> tuple[Icon, ...]:
    """The icons that a page names: another address for each state, so that tabs follow it."""
    if own := seen.site.brand.icon:
        address = reverse("own-icon", args=[own.digest, seen.level])
        return (Icon(address, TYPES["png"], own.width),)
    return (
        Icon(static(f"page/icon-{seen.level}.png"), TYPES["png"], 192),
        Icon(static(f"page/icon-{seen.level}.svg"), "image/svg+xml"),
    )


@require_safe
def own(request: HttpRequest, digest: str, state: str) -> HttpResponseBase:
    """The site's own picture with the mark of a state."""
    file = branding.file(digest)
    if file is None or state not in list(Level):
        raise Http404
    content = _marked(bytes(file.content), Level(state), "png")
    return answers.unchanging(HttpResponse(content, content_type=TYPES["png"]))


@require_safe
def of_state(request: HttpRequest) -> HttpResponseBase:
    """/favicon.ico, which browsers and bookmarks ask for by themselves."""
    seen = snapshot.current()
    return _icon(request, seen.site.brand.icon, seen.level, "ico")


@require_safe
def from_cachet(request: HttpRequest, name: str, kind: str) -> HttpResponseBase:
    """Each of its names keeps to one state, whatever the state is now."""
    if name not in CACHETS or kind not in TYPES:
        raise Http404
    return _icon(request, snapshot.current().site.brand.icon, CACHETS[name], kind)


def _icon(
    request: HttpRequest, own: PictureView | None, level: Level, kind: str
) -> HttpResponseBase:
    file = branding.file(own.digest) if own else None
    content = _marked(bytes(file.content), level, kind) if file else _usual(level, kind)
    return answers.public(request, HttpResponse(content, content_type=TYPES[kind]))


@lru_cache(maxsize=16)
def _marked(picture: bytes, level: Level, kind: str) -> bytes:
    """The own picture; with the mark of the state in its corner where all is not well."""
    from PIL import Image, ImageDraw

    with Image.open(BytesIO(picture)) as kept:
        icon = kept.convert("RGBA")
    if level is not Level.OPERATIONAL:
        side = icon.width
        mark, gap = round(side * MARK), round(side * GAP)
        begin = side - mark
        around = (begin - gap, begin - gap, side + gap, side + gap)
        ImageDraw.Draw(icon).ellipse(around, fill=(0, 0, 0, 0))
        with Image.open(BytesIO(_usual(level, "png"))) as usual:
            small = usual.convert("RGBA").resize((mark, mark), Image.Resampling.LANCZOS)
        icon.alpha_composite(small, (begin, begin))
    file = BytesIO()
    if kind == "ico":
        largest = icon.resize((max(SIDES), max(SIDES)), Image.Resampling.LANCZOS)
        largest.save(file, "ICO", sizes=[(side, side) for side in SIDES])
    else:
        icon.save(file, "PNG", optimize=True)
    return file.getvalue()


@cache
def _usual(level: Level, kind: str) -> bytes:
    folder = Path(__file__).parent / "static" / "page"
    return (folder / f"icon-{level}.{kind}").read_bytes()
