"""Components as rows of a page, drawn anew only where something else is to be shown.

Every minute there is another snapshot, and nearly all of its rows look as they did before: a
row's past days are the same objects until midnight, and what rolls on moves no figure of it.
"""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from signalpost.kernel.memory import Memory
from signalpost.overview.views import ComponentView
from signalpost.page import bars, languages

#: By component: of its days up to yesterday, which look the same in each language.
_bars = Memory()
#: By component and manner of reading.
_rows = Memory(at_most=6000)


def row(component: ComponentView) -> SafeString:
    """With its name, its status and its days."""
    bar = _bar(component)
    return _rows.recall(
        (component.id, languages.manner()),
        lambda: render_to_string("page/_component.html", {"component": component, "bar": bar}),
        of=_shown(component, bar),
    )


def _bar(component: ComponentView) -> SafeString:
    past, today = component.cells[:-1], component.cells[-1:]
    return _bars.recall(component.id, lambda: bars.bar(past), of=past) + bars.bar(today)


def _shown(component: ComponentView, bar: SafeString) -> object:
    """The words for its days are made of the bar's figures and of when it ends."""
    return (
        bar,
        component.cells[-1].date,
        component.name,
        component.description,
        component.status,
        component.uptime.quarter.in_words,
        component.uptime.month.in_words,
    )
