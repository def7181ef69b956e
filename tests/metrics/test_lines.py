from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from signalpost.metrics import lines
from signalpost.metrics.curves import Spot

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def spots(*values: float | None) -> list[Spot]:
    return [Spot(NOON + timedelta(minutes=n), value) for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        ((80, 100), 80, 100),
        ((40, 100), 0, 100),
        ((50, 100), 0, 100),
        ((-40, 100), -40, 100),
        ((7, 7), 7, 8),
        ((0, 0), 0, 1),
        ((None, 90, None, 100), 90, 100),
    ],
)
def test_a_frame_reaches_around_the_values_and_to_0_where_that_is_near(
    values: tuple[float | None, ...], low: float, high: float
) -> None:
    frame = lines.frame(spots(*values))

    assert frame
    assert (frame.low, frame.high) == (low, high)


@pytest.mark.parametrize("values", [(), (None, None)])
def test_nothing_measured_has_no_frame(values: tuple[None, ...]) -> None:
    assert lines.frame(spots(*values)) is None


def test_a_line_goes_from_edge_to_edge() -> None:
    told = spots(0, 10, 5)
    frame = lines.frame(told)

    assert frame
    assert lines.path(told, frame) == "M0 124h0L360 6L720 65"


def test_a_short_gap_is_crossed_and_a_long_one_is_not() -> None:
    told = spots(0, None, 10, *[None] * 17, 5)
    frame = lines.frame(told)

    assert frame
    assert lines.path(told, frame) == "M0 124h0L72 6M720 65h0"


def test_it_is_drawn_from_what_was_measured_its_ends_and_what_breaks_it() -> None:
    told = spots(None, None, 0, None, 10, *[None] * 17, 5, None)

    values = [value for _, value in lines.drawn(told)]

    assert values == [None, 0, 10, None, 5, None]


def test_what_lies_outside_is_drawn_at_the_edge() -> None:
    frame = lines.frame(spots(0, 10))

    assert frame
    assert frame.x(NOON - timedelta(days=1)) == 0
    assert frame.x(NOON + timedelta(days=1)) == lines.WIDTH
