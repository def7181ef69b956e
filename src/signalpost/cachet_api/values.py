"""What single values are taken for: contract 1.3 and 1.4, without any field's name."""

from __future__ import annotations

import math
import re
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import Any

from signalpost.kernel.text import storable, without_controls

_WHOLE = re.compile(r"[+-]?(0|[1-9][0-9]{0,18})")
_NUMERIC = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?", re.IGNORECASE)
_LEADING_WHOLE = re.compile(r"\s*([+-]?[0-9]{1,18})")
_DEEPEST = 32

#: What stands for a boolean in a text, in any case: Python's form clients send True and False.
_TRUE, _FALSE = frozenset({"1", "true"}), frozenset({"0", "false"})
#: Beside those, what rule *cast-bool* takes for false.
_AS_GOOD_AS_FALSE = frozenset({"", "no", "off"})


class Wrong(Exception):
    """One rule's sentence, with {} where the field's name goes."""


def cleaned(value: Any, depth: int = 0) -> Any:
    """Contract 1.3: nested strings trimmed, controls stripped, nulls in arrays dropped."""
    if depth > _DEEPEST:
        raise Wrong("The {} is nested too deeply.")
    if isinstance(value, str):
        if not storable(value):
            raise Wrong("The {} contains characters that cannot be stored.")
        kept = without_controls(value)
        return kept if depth == 0 else kept.strip()
    if isinstance(value, float) and not math.isfinite(value):
        raise Wrong("The {} must be a finite number.")
    if isinstance(value, dict):
        return {
            cleaned(key, depth + 1): cleaned(item, depth + 1)
            for key, item in value.items()
            if item is not None
        }
    if isinstance(value, list):
        return [cleaned(item, depth + 1) for item in value if item is not None]
    return value


def whole(value: Any) -> int:
    if value is True:
        return 1
    if type(value) is int:
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    raise Wrong("The {} must be an integer.")


def truth(text: str) -> bool | None:
    """None where it stands for no boolean."""
    word = text.lower()
    return True if word in _TRUE else False if word in _FALSE else None


def cast_truth(value: Any) -> bool:
    """PHP's truth with the contract's deviation: false, no and off are false."""
    if isinstance(value, str):
        return value.lower() not in _FALSE | _AS_GOOD_AS_FALSE
    return bool(value)


def numeric(value: Any) -> Decimal:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number or (isinstance(value, str) and _NUMERIC.fullmatch(value)):
        with suppress(InvalidOperation):  # an exponent beyond all bounds
            return Decimal(str(value))
    raise Wrong("The {} must be a number.")


def cast_whole(value: Any) -> int:
    """PHP's (int): the leading digits of a text, truth of what is no number."""
    if isinstance(value, str):
        leading = _LEADING_WHOLE.match(value)
        return int(leading.group(1)) if leading else 0
    if isinstance(value, int | float):
        return int(value)
    return int(bool(value))
