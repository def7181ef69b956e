"""Days of components, as cells and in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby

from django import template
from django.utils.formats import get_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from signalpost.components.statuses import ComponentStatus
from signalpost.overview.timeline import DayCell, IncidentLink
from signalpost.page import bars, rows
from signalpost.ui import phrases
from signalpost.ui.templatetags.ui import span, weekday_and_date

register = template.Library()

#: Days that were not well are named up to here where a bar is put in words.
DAYS_NAMED = 5

register.filter(bars.bar)
register.simple_tag(rows.row, name="component_row")


@register.filter
def names(incidents: Iterable[IncidentLink]) -> SafeString:
    """What the numbers in cells stand for: as cheap to write, since there are as many."""
    listed = [f'<b data-incident="{one.id}">{escape(one.name)}</b>' for one in incidents]
    return mark_safe("".join(listed))  # noqa: S308 (numbers, and names that are escaped)


@register.filter
def bar_in_words(cells: Sequence[DayCell]) -> str:
    """The days that were not well, newest first."""
    unwell = [cell for cell in reversed(cells) if cell.status not in (None, *bars.WELL)]
    if not unwell:
        return _no_trouble(cells)
    named = phrases.listed_apart(map(_day_in_words, unwell[:DAYS_NAMED]))
    more = len(unwell) - DAYS_NAMED
    if more <= 0:
        return _("Trouble on %(days)s.") % {"days": named}
    said = ngettext(
        "Trouble on %(days)s; and on %(more)d more day.",
        "Trouble on %(days)s; and on %(more)d more days.",
        more,
    )
    return said % {"days": named, "more": more}


def _no_trouble(cells: Iterable[DayCell]) -> str:
    """Of days of which nothing is known, nothing is claimed."""
    known = sum(cell.status not in (None, ComponentStatus.UNKNOWN) for cell in cells)
    if not known:
        return _("Not known")
    said = ngettext("No trouble in %(days)d day.", "No trouble in %(days)d days.", known)
    return said % {"days": known}


def _day_in_words(cell: DayCell) -> str:
    spells = phrases.listed(
        f"{status.label} {span(length)}" for status, length in bars.spells(cell)
    )
    return phrases.about(weekday_and_date(cell.date), spells)


@dataclass(frozen=True, slots=True)
class Month:
    """Cells of one month. `blank`: how many places of its first week belong to the month before."""

    first: date
    blank: Sequence[None]
    cells: Sequence[DayCell]


@register.filter
def months(cells: Sequence[DayCell]) -> Iterator[Month]:
    """The months of which something is known, newest first.

    Their weeks begin as the language has them.
    """
    week_begins = int(get_format("FIRST_DAY_OF_WEEK"))
    by_month = [list(group) for _key, group in groupby(cells, key=_month_of)]
    for days in reversed(by_month):
        first = days[0].date
        if any(cell.status for cell in days):
            yield Month(first, [None] * ((first.isoweekday() - week_begins) % 7), days)


def _month_of(cell: DayCell) -> tuple[int, int]:
    return cell.date.year, cell.date.month


@register.filter
def percent(uptime: str) -> str:
    """The figure in the manner of the language, with its sign."""
    if not uptime:
        return "–"
    figure = uptime.replace(".", str(get_format("DECIMAL_SEPARATOR")))
    return _("%(figure)s%%") % {"figure": figure}
