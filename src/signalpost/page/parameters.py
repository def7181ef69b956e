"""Parameters of addresses, read into values; Invalid says which one is wrong.

One that is not given is None, or no text.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from signalpost.kernel.errors import Invalid
from signalpost.kernel.text import storable, without_controls

LONGEST_TEXT = 100
Choice = TypeVar("Choice", bound=TextChoices)

#: Days and months further back are not looked up: calendars end there.
_FIRST_YEAR = 1970


class NoSuchDate(Invalid):
    """There is no such day, or none that is looked up: nothing stands at its address."""


def text(given: Mapping[str, str], name: str) -> str:
    value = given.get(name, "").strip()
    if not storable(value) or len(value) > LONGEST_TEXT:
        raise Invalid(_("At most 100 characters of text are looked for."), field=name)
    return without_controls(value)


def number(given: Mapping[str, str], name: str) -> int | None:
    value = given.get(name, "")
    if not value:
        return None
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        raise Invalid(_("This must be a number."), field=name)
    return int(value)


def choice(given: Mapping[str, str], name: str, among: type[Choice]) -> Choice | None:
    value = given.get(name, "")
    if value and value not in among.values:
        raise Invalid(
            _("This must be one of: %(names)s.") % {"names": ", ".join(among.values)}, field=name
        )
    return among(value) if value else None


def day(given: Mapping[str, str], name: str) -> date | None:
    value = given.get(name, "")
    return _date(value, name, _("This must be a day like 2026-11-24.")) if value else None


def month(given: Mapping[str, str], name: str) -> date | None:
    value = given.get(name, "")
    return _date(f"{value}-01", name, _("This must be a month like 2026-11.")) if value else None


def may_be_asked(day: date) -> bool:
    """Whether an address with that day leads anywhere."""
    return day.year >= _FIRST_YEAR


def _date(value: str, name: str, otherwise: str) -> date:
    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise NoSuchDate(otherwise, field=name) from None
    if not may_be_asked(found) or found.isoformat() != value:
        raise NoSuchDate(otherwise, field=name)
    return found
