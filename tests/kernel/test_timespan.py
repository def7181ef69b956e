from __future__ import annotations

from datetime import timedelta

import pytest

from signalpost.kernel.timespan import in_words


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=-5), "under a minute"),
        (timedelta(seconds=59), "under a minute"),
        (timedelta(minutes=1), "1 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=1), "1 h"),
        (timedelta(hours=1, minutes=20), "1 h 20 min"),
        (timedelta(days=2, hours=3, minutes=4), "2 d 3 h"),
        (timedelta(days=2, minutes=4), "2 d"),
        (timedelta(days=400), "400 d"),
    ],
)
def test_a_span_is_said_in_at_most_two_units(span: timedelta, words: str) -> None:
    assert in_words(span) == words
