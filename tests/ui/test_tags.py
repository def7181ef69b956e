from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from signalpost.ui.templatetags import ui

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (datetime(2026, 11, 24, 9, 5, tzinfo=UTC), "10:05"),
        (datetime(2026, 11, 23, 9, 5, tzinfo=UTC), "23 Nov, 10:05"),
        (datetime(2026, 11, 23, 23, 30, tzinfo=UTC), "00:30"),
        (datetime(2025, 12, 31, 9, 5, tzinfo=UTC), "31 Dec 2025, 10:05"),
    ],
)
def test_a_moment_is_as_brief_as_today_allows(at: datetime, shown: str) -> None:
    with time_machine.travel(NOW), timezone.override(ZoneInfo("Europe/Berlin")):
        assert f">{shown}</time>" in ui.moment(at)


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(seconds=59), "under a minute"),
        (timedelta(seconds=-5), "under a minute"),
        (timedelta(minutes=38), "38 min"),
        (timedelta(hours=1, minutes=20), "1 h 20 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(days=2, hours=3, minutes=59), "2 d 3 h"),
    ],
)
def test_a_length_of_time_is_said_in_two_units(length: timedelta, said: str) -> None:
    assert ui.span(length) == said


@pytest.mark.parametrize(
    ("name", "letter"), [("northwind", "N"), ("🚀 Äther", "Ä"), ("🚀", "•"), ("", "•")]
)
def test_a_name_is_stood_for_by_its_first_letter(name: str, letter: str) -> None:
    assert ui.initial(name) == letter
