"""Components as rows of a page, drawn anew only where something else is to be shown.

Every minute there is another snapshot, and nearly all of its rows look as they did before: a
row's past days are the same objects until midnight, and what rolls on moves no figure of it.
"""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from signalpost.overview.views import ComponentView

#: By language and component: all that its row shows, and how that looks.
_known: dict[tuple[str | None, int], tuple[object, SafeString]] = {}


def row(component: ComponentView, *, today: str) -> SafeString:
    """`today`: the cell of the day that is not over."""
    place = (get_language(), component.id)
    shows = _shown(component, today)
    known = _known.get(place)
    if known is None or known[0] != shows:
        html = render_to_string("page/_component.html", {"component": component})
        known = _known[place] = (shows, html)
    return known[1]


def _shown(component: ComponentView, today: str) -> object:
    return (
        component.cells[:-1],  # mostly the same objects, which makes comparing them cheap
        today,
        component.cells[-1].date,
        component.name,
        component.description,
        component.status,
        component.uptime.quarter.in_words,
        component.uptime.month.in_words,
    )
