from __future__ import annotations

from datetime import UTC, datetime

import pytest

from signalpost.metrics import spans


@pytest.mark.parametrize(
    ("second", "kept"),
    [(0, "10:00:00"), (14, "10:00:00"), (15, "10:00:30"), (44, "10:00:30"), (45, "10:01:00")],
)
def test_a_moment_goes_to_the_nearest_half_minute_and_half_goes_up(second: int, kept: str) -> None:
    moment = datetime(2025, 5, 14, 10, 0, second, tzinfo=UTC)

    assert spans.to_half_minute(moment).strftime("%H:%M:%S") == kept


@pytest.mark.parametrize("second", [0, 14, 15, 29, 30, 44, 45, 59])
def test_nothing_turns_between_the_last_turn_and_the_moment(second: int) -> None:
    moment = datetime(2025, 5, 14, 10, 0, second, 999_999, tzinfo=UTC)
    turned = spans.last_turn(moment)

    assert spans.minute_of(turned) == spans.minute_of(moment)
    assert spans.to_half_minute(turned) == spans.to_half_minute(moment)


def test_minutes_before_1970_begin_at_their_first_second_too() -> None:
    moment = datetime(1969, 12, 31, 23, 59, 30, tzinfo=UTC)

    assert spans.moment_of(spans.minute_of(moment)) == moment.replace(second=0)
    assert spans.quarter_of(spans.minute_of(moment)) == -15
