"""The values that templates know, and what is true of them.

Truth and equality are PHP's where forms make them matter: what a form or an address carries is
always text, so that "0" is false and "2" equals 2.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from signalpost.kernel.templating.budget import MOST_CHARACTERS, Budget, Refused

LARGEST = 10**15
MOST_GIVEN = 5_000
_DEEPEST_GIVEN = 12
_NUMERIC = re.compile(r"\s*[+-]?[0-9]{1,15}(\.[0-9]{1,15})?\s*")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A thing of ours that a template may name and test, and whose parts it may not read."""

    name: str


class Escaped(str):
    """Text that is escaped already; whatever is made of it is plain text again."""

    __slots__ = ()


Value: TypeAlias = (
    "bool | int | float | str | datetime | Sealed | list[Value] | dict[str, Value] | None"
)


def taken(variables: Mapping[str, Any]) -> dict[str, Value]:
    """A copy made of template values alone; Refused when it is more than a message can want."""
    room = [MOST_GIVEN, MOST_CHARACTERS]

    def take(value: Any, depth: int) -> Value:
        room[0] -= 1
        if room[0] < 0:
            raise Refused(f"At most {MOST_GIVEN} values can be given to a template.")
        if depth > _DEEPEST_GIVEN:
            raise Refused("The values given to the template are nested too deeply.")
        match value:
            case None | bool() | datetime() | Sealed():
                return value
            case int() | float():
                return bounded(value)
            case str():
                room[1] -= len(value)
                if room[1] < 0:
                    raise Refused(f"At most {MOST_CHARACTERS} characters can be given to it.")
                return value
            case list() | tuple():
                return [take(item, depth + 1) for item in value]
            case Mapping():
                return {str(key): take(item, depth + 1) for key, item in value.items()}
        raise Refused(f"A {type(value).__name__} cannot be given to a template.")

    return {str(name): take(value, 0) for name, value in variables.items()}


def is_true(value: Value) -> bool:
    return bool(value) and value != "0"


def number(value: Value) -> int | float:
    """What arithmetic reads: nothing is 0, and a text that is a number is that number."""
    read = 0 if value is None else _numeric(value)
    if read is None:
        raise Refused(f"{shown(value)} is not a number.")
    return read


def whole(value: Value) -> int:
    read = number(value)
    if read != int(read):
        raise Refused(f"{shown(value)} is not a whole number.")
    return int(read)


def bounded(value: int | float) -> int | float:
    if not -LARGEST <= value <= LARGEST:  # which is not so for what is no number, either
        raise Refused("a number is too large.")
    return value


def text(value: Value, budget: Budget) -> str:
    """How a value is printed: lists with commas, yes as 1 and no as nothing."""
    match value:
        case list():
            return joined([_plain(item) for item in _counted(value, budget)], ", ", budget)
        case dict():
            raise Refused("a map cannot be printed, only what it holds.")
    return _plain(value)


def joined(parts: list[str], separator: str, budget: Budget) -> str:
    budget.text(sum(map(len, parts)) + len(separator) * len(parts))
    return separator.join(parts)


def escaped(value: str, budget: Budget) -> str:
    """Contract 3.5: & < > " ' as &amp; &lt; &gt; &quot; &#039;."""
    grows = sum(value.count(sign) * by for sign, by in (("&", 4), ("<", 3), (">", 3)))
    budget.text(len(value) + grows + 5 * (value.count('"') + value.count("'")))
    return html.escape(value).replace("&#x27;", "&#039;")


def are_equal(one: Value, other: Value, budget: Budget) -> bool:
    """Lists and maps equal nothing: comparing them could take for ever."""
    if isinstance(one, list | dict) or isinstance(other, list | dict):
        return False
    if one is None or other is None or isinstance(one, bool) or isinstance(other, bool):
        return is_true(one) == is_true(other)
    if isinstance(one, int | float) or isinstance(other, int | float):
        return _numeric(one) == _numeric(other)
    if isinstance(one, str) and isinstance(other, str) and len(one) == len(other):
        budget.text(len(one))
    return one == other


def is_less(one: Value, other: Value, budget: Budget) -> bool:
    """Numbers by size, texts by alphabet, dates in time; what cannot be compared is not less."""
    if isinstance(one, int | float) or isinstance(other, int | float):
        first, second = _numeric(one), _numeric(other)
        return first is not None and second is not None and first < second
    if isinstance(one, str) and isinstance(other, str):
        budget.text(min(len(one), len(other)))
        return one < other
    if isinstance(one, datetime) and isinstance(other, datetime):
        return (one.tzinfo is None) == (other.tzinfo is None) and one < other
    return False


def shown(value: Value) -> str:
    """A value as refusals name it."""
    match value:
        case list():
            return "a list"
        case dict():
            return "a map"
    name = _plain(value)
    return f"“{name if len(name) <= 30 else f'{name[:30]}…'}”"


def _counted(items: list[Value], budget: Budget) -> list[Value]:
    budget.step(len(items))
    return items


def _plain(value: Value) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return "1"
        case str():
            return value
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M")
        case Sealed():
            return value.name
        case int() | float():
            return str(int(value)) if value == int(value) else f"{value:.14g}"
    raise Refused("a list inside a list cannot be printed.")


def _numeric(value: Value) -> int | float | None:
    match value:
        case int() | float():
            return +value  # yes is 1, no is 0
        case str() if len(value) <= 40 and _NUMERIC.fullmatch(value):
            return float(value) if "." in value else int(value)
    return None
