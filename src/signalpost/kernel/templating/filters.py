"""The filters: each pays for what it reads and makes before it does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from signalpost.kernel import timespan
from signalpost.kernel.moments import is_within_reach
from signalpost.kernel.templating import dates, values
from signalpost.kernel.templating.budget import Budget, Refused
from signalpost.kernel.templating.values import Escaped, Value

#: Looking for longer texts can take Python the product of both lengths.
LONGEST_SOUGHT = 99
LONGEST_FORMAT = 60
#: The most that one letter of a date's format can become.
_WIDEST = 40
#: Reading and writing dates is slow beside the rest.
_STEPS_OF_A_DATE = 10
_MOST_PLACES = 9

Filter = Callable[..., Value]


def holds(budget: Budget, whole: Value, part: Value) -> bool:
    """What `in` asks: an item of a list, a key of a map, a text within a text."""
    match whole:
        case list():
            budget.step(len(whole))
            return any(values.are_equal(item, part, budget) for item in whole)
        case dict():
            return values.text(part, budget) in whole
        case str():
            return _sought(budget, whole, part) in whole
    return False


def upper(budget: Budget, value: Value) -> Value:
    return _made(budget, _text(budget, value).upper())


def lower(budget: Budget, value: Value) -> Value:
    return _made(budget, _text(budget, value).lower())


def capitalize(budget: Budget, value: Value) -> Value:
    return _made(budget, _text(budget, value).capitalize())


def trim(budget: Budget, value: Value) -> Value:
    return _text(budget, value).strip()


def replace(budget: Budget, value: Value, old: Value, new: Value) -> Value:
    text, new_text = _text(budget, value), values.text(new, budget)
    old_text = _sought(budget, text, old)
    if not old_text:
        raise Refused("nothing cannot be replaced: say what.")
    grows = text.count(old_text) * (len(new_text) - len(old_text))
    budget.text(len(text) + max(0, grows))
    return text.replace(old_text, new_text)


def truncate(budget: Budget, value: Value, length: Value, end: Value = "…") -> Value:
    """At most `length` characters, `end` among them."""
    text, tail, most = _text(budget, value), values.text(end, budget), values.whole(length)
    if len(text) <= most:
        return text
    return values.joined([text[: max(0, most - len(tail))].rstrip(), tail], "", budget)


def split(budget: Budget, value: Value, separator: Value) -> Value:
    text = _text(budget, value)
    sought = _sought(budget, text, separator)
    if not sought:
        raise Refused("a text is split at a text.")
    budget.step(text.count(sought) + 1)
    return list(text.split(sought))


def escape(budget: Budget, value: Value) -> Value:
    if isinstance(value, Escaped):
        return value
    return Escaped(values.escaped(values.text(value, budget), budget))


def default(budget: Budget, value: Value, instead: Value = "") -> Value:
    return instead if value in (None, "") else value


def length(budget: Budget, value: Value) -> Value:
    if isinstance(value, list | dict):
        return len(value)
    return len(values.text(value, budget))


def join(budget: Budget, value: Value, separator: Value = ", ", last: Value = None) -> Value:
    """The items as one text; `last` stands before the last one, as in "a, b and c"."""
    between = values.text(separator, budget)
    items = [values.text(item, budget) for item in _list(budget, value)]
    if last is None or len(items) < 2:
        return values.joined(items, between, budget)
    before = values.joined(items[:-1], between, budget)
    return values.joined([before, items[-1]], values.text(last, budget), budget)


def first(budget: Budget, value: Value) -> Value:
    items = _sliceable(budget, value)
    return items[0] if items else None


def last(budget: Budget, value: Value) -> Value:
    items = _sliceable(budget, value)
    return items[-1] if items else None


def slice_(budget: Budget, value: Value, start: Value, length: Value = None) -> Value:
    """`length` items or characters from `start`, which counts from 0, or from the end if below."""
    items, begin = _sliceable(budget, value), values.whole(start)
    begin = max(0, begin + len(items)) if begin < 0 else begin
    end = len(items) if length is None else begin + max(0, values.whole(length))
    return items[begin:end]


def reverse(budget: Budget, value: Value) -> Value:
    return _list(budget, value)[::-1]


def sort(budget: Budget, value: Value) -> Value:
    """Numbers by size, or texts by alphabet whatever their case."""
    items = _list(budget, value)
    if all(isinstance(item, int | float) for item in items):
        return sorted(items, key=values.number)
    return sorted(items, key=lambda item: values.text(lower(budget, item), budget))


def unique(budget: Budget, value: Value) -> Value:
    by_text: dict[str, Value] = {}
    for item in _list(budget, value):
        by_text.setdefault(_text(budget, item), item)
    return list(by_text.values())


def round_(budget: Budget, value: Value, places: Value = 0) -> Value:
    """Halves away from zero, as people do it."""
    wanted = values.whole(places)
    if not 0 <= wanted <= _MOST_PLACES:
        raise Refused(f"a number is rounded to 0 to {_MOST_PLACES} places.")
    exact = Decimal(str(values.number(value)))
    return float(exact.quantize(Decimal(1).scaleb(-wanted), ROUND_HALF_UP))


def date(budget: Budget, value: Value, format: Value = "Y-m-d H:i") -> Value:
    """In the letters of PHP's date(), which Cachet's settings use as well."""
    if value in (None, ""):
        return None
    wanted = values.text(format, budget)
    if len(wanted) > LONGEST_FORMAT:
        raise Refused(f"a date's format has at most {LONGEST_FORMAT} letters.")
    budget.text(len(wanted) * _WIDEST)
    return dates.written(_moment(budget, value), wanted)


def later(
    budget: Budget, value: Value, days: Value = 0, hours: Value = 0, minutes: Value = 0
) -> Value:
    """A date moved ahead, or back by numbers below 0."""
    if value in (None, ""):
        return None
    try:
        span = timedelta(
            days=values.whole(days), hours=values.whole(hours), minutes=values.whole(minutes)
        )
        return _in_calendar(_moment(budget, value) + span)
    except OverflowError:
        raise Refused("the date lies too far away.") from None


def until(budget: Budget, value: Value, end: Value) -> Value:
    """How long it is from one date to another, in words."""
    if value in (None, "") or end in (None, ""):
        return None
    begins, ends = _moment(budget, value), _moment(budget, end)
    if (begins.tzinfo is None) != (ends.tzinfo is None):
        begins, ends = begins.replace(tzinfo=None), ends.replace(tzinfo=None)
    return timespan.in_words(ends - begins)


FILTERS: dict[str, Filter] = {
    "capitalize": capitalize,
    "date": date,
    "default": default,
    "e": escape,
    "escape": escape,
    "first": first,
    "join": join,
    "last": last,
    "later": later,
    "length": length,
    "lower": lower,
    "replace": replace,
    "reverse": reverse,
    "round": round_,
    "slice": slice_,
    "sort": sort,
    "split": split,
    "trim": trim,
    "truncate": truncate,
    "unique": unique,
    "until": until,
    "upper": upper,
}


def _text(budget: Budget, value: Value) -> str:
    return _made(budget, values.text(value, budget))


def _made(budget: Budget, text: str) -> str:
    budget.text(len(text))
    return text


def _list(budget: Budget, value: Value) -> list[Value]:
    if not value:
        return []
    if not isinstance(value, list | dict):
        raise Refused(f"{values.shown(value)} is not a list.")
    budget.step(len(value))
    return list(value.values()) if isinstance(value, dict) else value


def _sliceable(budget: Budget, value: Value) -> list[Value] | str:
    return _list(budget, value) if isinstance(value, list | dict) else _text(budget, value)


def _sought(budget: Budget, text: str, part: Value) -> str:
    """A text to look for in another one, which is paid for."""
    sought = values.text(part, budget)
    if len(sought) > LONGEST_SOUGHT:
        raise Refused(f"only texts of up to {LONGEST_SOUGHT} characters can be looked for.")
    budget.text(len(text))
    return sought


def _moment(budget: Budget, value: Value) -> datetime:
    budget.step(_STEPS_OF_A_DATE)
    if isinstance(value, datetime):
        return _in_calendar(value)
    try:
        return _in_calendar(datetime.fromisoformat(_text(budget, value).strip()))
    except ValueError:
        raise Refused(f"{values.shown(value)} is not a date like 2024-01-31 18:30.") from None


def _in_calendar(moment: datetime) -> datetime:
    if not is_within_reach(moment):
        raise Refused("the date lies too far away.")
    return moment
