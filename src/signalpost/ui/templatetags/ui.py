"""Template tags that every page may use."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from signalpost.kernel import markdown as markdown_text
from signalpost.kernel import timespan

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A picture of the sprite; the words beside it say what it means."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.simple_tag
def moment(at: datetime, after: datetime | None = None) -> SafeString:
    """A time in the current zone, as brief as today allows, or the day of `after`.

    A script puts it in the visitor's zone.
    """
    local, today = timezone.localtime(at), timezone.localtime()
    reference = timezone.localtime(after) if after else today
    if local.date() == reference.date():
        form = pgettext("time of a day that is clear", "H:i")
    elif local.year == today.year:
        form = pgettext("day and time of this year", "j M, H:i")
    else:
        form = pgettext("day and time of another year", "j M Y, H:i")
    return format_html(
        '<time datetime="{}"{}>{}</time>',
        _iso(local),
        format_html(' data-after="{}"', _iso(reference)) if after else "",
        date_format(local, form),
    )


def _iso(local: datetime) -> str:
    return local.isoformat(timespec="seconds")


@register.filter
def weekday_and_date(day: date) -> str:
    """A day as lists of past incidents name it."""
    if day.year == timezone.localdate().year:
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


@register.filter
def span(length: timedelta) -> str:
    """A length of time in the two largest units that it fills."""
    parts = timespan.parts(length)
    units = _units()
    return " ".join(units[unit] % amount for amount, unit in parts) or _no_time()


@register.simple_tag
def span_words() -> str:
    """What `span` says, for the script that goes on counting."""
    return "|".join([*_units().values(), _no_time()])


def _units() -> dict[str, str]:
    return {
        "d": pgettext("days, short", "%d d"),
        "h": pgettext("hours, short", "%d h"),
        "min": pgettext("minutes, short", "%d min"),
    }


def _no_time() -> str:
    return pgettext("length of time", "under a minute")


@register.filter
def markdown(text: str) -> SafeString:
    return mark_safe(markdown_text.to_html(text))  # noqa: S308 (to_html lets through what is safe)


@register.filter
def initial(name: str) -> str:
    """The letter that stands for a name where there is no logo."""
    return next((letter.upper() for letter in name if letter.isalnum()), "•")
