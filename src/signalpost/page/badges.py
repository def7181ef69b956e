"""/components/{id}/shield: a component's status as a picture, for other people's pages."""

from __future__ import annotations

from unicodedata import east_asian_width

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from signalpost.components.statuses import ComponentStatus
from signalpost.dialects import cachet
from signalpost.kernel import colour
from signalpost.kernel.colour import Colour
from signalpost.kernel.text import in_xml
from signalpost.overview import snapshot
from signalpost.overview.views import ComponentView
from signalpost.page import answers, component

#: Contract 8, and of our own what it has no colour for.
COLOURS = {
    ComponentStatus.OPERATIONAL: "#7ed321",
    ComponentStatus.PERFORMANCE_ISSUES: "#3498db",
    ComponentStatus.PARTIAL_OUTAGE: "#f7ca18",
    ComponentStatus.MAJOR_OUTAGE: "#ff6f6f",
    ComponentStatus.UNDER_MAINTENANCE: "#b39ddb",
    ComponentStatus.UNKNOWN: "#b0b4bb",
}
STYLES = ("flat-square", "flat", "plastic")

LONGEST_NAME = 60
_PADDING = 7
#: How wide letters are at 11 px, about; the picture then makes them fit exactly.
_NARROW, _USUAL, _CAPITAL, _WIDE = 3.8, 6.8, 8.2, 11.0


@require_safe
def show(request: HttpRequest, component_id: int) -> HttpResponseBase:
    shown = component.found(snapshot.current(), component_id)
    body = badge(shown, style=request.GET.get("style", ""))
    return answers.public(request, HttpResponse(body, content_type="image/svg+xml"))


def badge(shown: ComponentView, *, style: str = "") -> str:
    """SVG; a style that is not known is the first."""
    name, status = _brief(in_xml(shown.name)), cachet.STATUS_NAME[shown.status]
    left, right = _width(name), _width(status)
    ground = COLOURS[shown.status]
    parts = {
        "style": style if style in STYLES else STYLES[0],
        "name": {"text": name, "x": left / 2, "length": left - 2 * _PADDING},
        "status": {"text": status, "x": left + right / 2, "length": right - 2 * _PADDING},
        "left": left,
        "right": right,
        "width": left + right,
        "ground": ground,
        "ink": colour.text_on(Colour.from_hex(ground)).hex,
    }
    return render_to_string("page/badge.svg", parts)


def _brief(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _width(text: str) -> int:
    return round(sum(map(_advance, text))) + 2 * _PADDING


def _advance(letter: str) -> float:
    if east_asian_width(letter) in "WF":
        return _WIDE
    if letter in " .,:;!|'ijlftrI()[]/-":
        return _NARROW
    return _CAPITAL if letter.isupper() or letter in "mw@%" else _USUAL
