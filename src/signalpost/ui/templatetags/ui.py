"""Template tags that every page may use."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

from django import template
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, npgettext, pgettext

from signalpost.kernel import markdown as markdown_text
from signalpost.kernel import timespan
from signalpost.ui import phrases

register = template.Library()

#: A number that takes each of the plural forms there are, whatever the language.
EXAMPLES = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A picture of the sprite; the words beside it say what it means."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.simple_tag
def moment(
    at: datetime,
    after: datetime | None = None,
    *,
    weekday: bool = False,
    dated: bool = False,
) -> SafeString:
    """A time in the current zone, as brief as today allows, or the day of `after`.

    `weekday`: where the date stands beside it. `dated`: among days, so that today is told, too.
    A script puts it in the visitor's zone.
    """
    local, today = timezone.localtime(at), timezone.localtime()
    reference = timezone.localtime(after) if after else today
    hint = SafeString()
    if weekday:
        form, hint = pgettext("weekday and time", "D, H:i"), SafeString(" data-weekday")
    elif local.date() == reference.date() and not dated:
        form = pgettext("time of a day that is clear", "H:i")
    elif local.year == today.year:
        form = pgettext("day and time of this year", "j M, H:i")
    else:
        form = pgettext("day and time of another year", "j M Y, H:i")
    if dated:
        hint = SafeString(" data-dated")
    if after:
        hint = format_html(' data-after="{}"', _iso(reference))
    shown = date_format(local, form)
    return format_html('<time datetime="{}"{}>{}</time>', _iso(local), hint, shown)


@register.simple_tag
def leaf(at: datetime) -> SafeString:
    """A day as a leaf of a calendar."""
    local = timezone.localtime(at)
    return format_html(
        '<p class="leaf" data-at="{}"><span>{}</span> <b>{}</b></p>',
        _iso(local),
        date_format(local, pgettext("month on a leaf of a calendar", "M")),
        local.day,
    )


def _iso(local: datetime) -> str:
    return local.isoformat(timespec="seconds")


@register.filter
def weekday_and_date(day: date) -> str:
    """A day as lists of past incidents name it."""
    return _named(day, day.year == timezone.localdate().year, get_language())


@lru_cache(maxsize=1000)
def _named(day: date, is_this_year: bool, language: str | None) -> str:
    """Remembered: a page with many components says the same days again and again."""
    if is_this_year:
        return date_format(day, pgettext("weekday and date", "D, j M"))
    return date_format(day, pgettext("weekday and date of another year", "D, j M Y"))


@register.filter
def month_and_year(day: date) -> str:
    return date_format(day, pgettext("month and year", "F Y"))


@register.simple_tag
def lasted(began: datetime, ended: datetime | None = None) -> str:
    """How long it took, or takes so far: a script then lets it grow."""
    if ended is not None:
        return span(ended - began)
    words = span(timezone.now() - began)
    return format_html('<span data-since="{}">{}</span>', _iso(timezone.localtime(began)), words)


@register.simple_tag
def remaining(until: datetime) -> str:
    """How long until then, which a script lets shrink; nothing once it is past."""
    left = until - timezone.now()
    if left.total_seconds() < 0:
        return ""
    return format_html(
        '<span data-until="{}">{}</span>', _iso(timezone.localtime(until)), span(left)
    )


@register.filter
def span(length: timedelta) -> str:
    """A length of time in the two largest units that it fills."""
    return _in_units(tuple(timespan.parts(length)), get_language())


@lru_cache(maxsize=5000)
def _in_units(parts: tuple[tuple[int, str], ...], language: str | None) -> str:
    """Remembered, as the days are."""
    amounts = [_unit(unit, amount) % {"number": amount} for amount, unit in parts]
    if len(amounts) == 2:
        return _two_units() % {"larger": amounts[0], "smaller": amounts[1]}
    return amounts[0] if amounts else _no_time()


@register.simple_tag
def span_words() -> str:
    """What `span` says, for the script that goes on counting."""
    return _span_words(get_language())


@cache
def _span_words(language: str | None) -> str:
    """Remembered: every page has them."""
    units = {unit: _forms(unit) for unit in ("d", "h", "min")}
    return json.dumps(units | {"two": _two_units(), "none": _no_time()}, ensure_ascii=False)


def _forms(unit: str) -> dict[str, str]:
    """By the names that scripts have for plural forms; “other” stands for those like it."""
    forms = {name: _unit(unit, example) for name, example in EXAMPLES.items()}
    return {name: form for name, form in forms.items() if name == "other" or form != forms["other"]}


def _unit(unit: str, amount: int) -> str:
    match unit:
        case "d":
            return npgettext("length of time", "%(number)d d", "%(number)d d", amount)
        case "h":
            return npgettext("length of time", "%(number)d h", "%(number)d h", amount)
        case _:
            return npgettext("length of time", "%(number)d min", "%(number)d min", amount)


def _two_units() -> str:
    return pgettext("length of time", "%(larger)s %(smaller)s")


def _no_time() -> str:
    return pgettext("length of time", "under a minute")


register.simple_tag(phrases.about)


@register.filter
def number(value: float) -> str:
    """In the manner of the language."""
    return number_format(value, force_grouping=True)


@register.filter
def markdown(text: str, top: int = 3) -> SafeString:
    """The text as HTML; `top` is the level of its headings where they do not stand below an h2."""
    return mark_safe(markdown_text.to_html(text, top))  # noqa: S308 (to_html lets through what is safe)


@register.filter
def initial(name: str) -> str:
    """The letter that stands for a name where there is no logo."""
    return next((letter.upper() for letter in name if letter.isalnum()), "•")
