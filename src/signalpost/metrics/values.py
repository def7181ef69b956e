"""What is measured, kept as whole thousandths so that sums stay exact."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from signalpost.kernel.errors import Invalid

Number = int | float
PLACES = 3
ONE = 10**PLACES

#: Fifteen digits, which a float still tells apart.
_LIMIT = Decimal("999999999999.999")
_LAST_DIGIT = Decimal("0.001")


def thousandths(number: Number | Decimal, *, field: str) -> int:
    """Half a thousandth is rounded away from zero; Invalid where it is too large to keep."""
    exact = Decimal(str(number))
    # Compared and not computed with: 1e999999999 is a Decimal, and its abs() overflows.
    if not exact.is_finite() or not -_LIMIT <= exact <= _LIMIT:
        spoken = field.replace("_", " ")
        raise Invalid(f"The {spoken} must be between -{_LIMIT} and {_LIMIT}.", field=field)
    return int(exact.quantize(_LAST_DIGIT, ROUND_HALF_UP) * ONE)


def number(thousandths: int) -> Number:
    return rounded(thousandths, ONE, PLACES)


def rounded(numerator: int, denominator: int, places: int) -> Number:
    """The quotient to `places` decimals, half away from zero; an int where nothing is left over."""
    scale: int = 10**places
    digits = (2 * abs(numerator) * scale + denominator) // (2 * denominator)
    signed = digits if numerator >= 0 else -digits
    return signed / scale if signed % scale else signed // scale
