from __future__ import annotations

from decimal import Decimal

import pytest

from signalpost.kernel.errors import Invalid
from signalpost.metrics import values


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        (12, 12_000),
        (0.1, 100),
        (-0.0, 0),
        (1.0005, 1_001),
        (-1.0005, -1_001),
        (1.0004999, 1_000),
        (Decimal("1e-999999"), 0),
        (Decimal("999999999999.999"), 999_999_999_999_999),
    ],
)
def test_a_number_is_kept_as_whole_thousandths(number: float, kept: int) -> None:
    assert values.thousandths(number, field="value") == kept


@pytest.mark.parametrize(
    "number", [1e15, -1e12, Decimal("1e999999"), Decimal("1e9999999"), float("nan"), float("inf")]
)
def test_what_cannot_be_kept_exactly_is_refused(number: float) -> None:
    with pytest.raises(Invalid, match="The default value must be between"):
        values.thousandths(number, field="default_value")


@pytest.mark.parametrize(
    ("numerator", "denominator", "places", "shown"),
    [
        (10, 4, 0, 3),
        (-10, 4, 0, -3),
        (10, 4, 1, 2.5),
        (2, 3, 4, 0.6667),
        (1, 3, 0, 0),
        (6, 3, 2, 2),
    ],
)
def test_a_quotient_is_rounded_half_away_from_zero(
    numerator: int, denominator: int, places: int, shown: float
) -> None:
    rounded = values.rounded(numerator, denominator, places)

    assert rounded == shown
    assert isinstance(rounded, int) == (shown == int(shown))
