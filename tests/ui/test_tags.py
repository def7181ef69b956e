from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone, translation

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


def test_among_days_a_moment_of_today_says_so() -> None:
    with time_machine.travel(NOW):
        assert ">24 Nov, 09:05</time>" in ui.moment(NOW.replace(hour=9, minute=5), dated=True)


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
    ("language", "hours", "said"),
    [
        ("de", 25, "1 Tg. 1 Std."),
        ("fr", 51, "2 j 3 h"),
        ("es", 51, "2 d 3 h"),
        ("ja", 51, "2日3時間"),
        ("ar", 24, "يوم واحد"),
        ("ar", 48, "يومين"),
        ("ar", 75, "3 أيام و3 س"),
        ("ar", 11 * 24, "11 يومًا"),
        ("ar", 100 * 24, "100 يوم"),
    ],
)
def test_a_length_of_time_is_said_as_each_language_counts(
    language: str, hours: int, said: str
) -> None:
    with translation.override(language):
        assert ui.span(timedelta(hours=hours)) == said


def test_scripts_are_given_the_plural_forms_that_differ() -> None:
    with translation.override("ar"):
        days = json.loads(ui.span_words())["d"]

    assert days == {
        "one": "يوم واحد",
        "two": "يومين",
        "few": "%(number)d أيام",
        "many": "%(number)d يومًا",
        "other": "%(number)d يوم",
    }


@pytest.mark.parametrize(
    ("language", "same_day", "this_year"),
    [
        ("de", "10:05", "23. Nov., 10:05"),
        ("fr", "10:05", "23 nov., 10:05"),
        ("es", "10:05", "23 nov, 10:05"),
        ("ja", "10:05", "11月23日 10:05"),
        ("ar", "10:05 ص", "23 نوفمبر، 10:05 ص"),
    ],
)
def test_a_moment_is_written_as_each_language_does(
    language: str, same_day: str, this_year: str
) -> None:
    with (
        time_machine.travel(NOW),
        timezone.override(ZoneInfo("Europe/Berlin")),
        translation.override(language),
    ):
        assert f">{same_day}</time>" in ui.moment(datetime(2026, 11, 24, 9, 5, tzinfo=UTC))
        assert f">{this_year}</time>" in ui.moment(datetime(2026, 11, 23, 9, 5, tzinfo=UTC))


@pytest.mark.parametrize(
    ("name", "letter"), [("northwind", "N"), ("🚀 Äther", "Ä"), ("🚀", "•"), ("", "•")]
)
def test_a_name_is_stood_for_by_its_first_letter(name: str, letter: str) -> None:
    assert ui.initial(name) == letter
