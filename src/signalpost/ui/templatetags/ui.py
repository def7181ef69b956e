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
def moment(at: datetime) -> SafeString:
    """A time as briefly as today allows, in the current zone; a script puts it in the visitor's."""
    local, today = timezone.localtime(at), timezone.localtime()
    if local.date() == today.date():
        form = pgettext("time of today", "H:i")
    elif local.year == today.year:
        form = pgettext("day and time of this year", "j M, H:i")
    else:
        form = pgettext("day and time of another year", "j M Y, H:i")
    return format_html(
        '<time datetime="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        date_format(local, form),
    )


@register.filter
def weekday_and_date(day: date) -> str:
    """A day as the list of past incidents names it."""
    return date_format(day, pgettext("weekday and date", "D, j M"))


@register.simple_tag
def lasted(began: datetime, ended: datetime | None = None) -> str:
    """How long it took, or takes so far."""
    return span((ended or timezone.now()) - began)


@register.filter
def span(length: timedelta) -> str:
    """A length of time in the two largest units that it fills."""
    parts = timespan.parts(length)
    if not parts:
        return pgettext("length of time", "under a minute")
    return " ".join(_amount(amount, unit) for amount, unit in parts)


def _amount(amount: int, unit: str) -> str:
    match unit:
        case "d":
            return pgettext("days, short", "%d d") % amount
        case "h":
            return pgettext("hours, short", "%d h") % amount
        case _:
            return pgettext("minutes, short", "%d min") % amount


@register.filter
def markdown(text: str) -> SafeString:
    return mark_safe(markdown_text.to_html(text))  # noqa: S308 (to_html lets through what is safe)


@register.filter
def initial(name: str) -> str:
    """The letter that stands for a name where there is no logo."""
    return next((letter.upper() for letter in name if letter.isalnum()), "•")
