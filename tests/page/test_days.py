from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation

from signalpost.components.statuses import ComponentStatus
from signalpost.overview.timeline import IncidentLink
from signalpost.page import days as words
from signalpost.page.templatetags import days
from tests.page.cells import DAY, PARTIAL, SLOW, cell


def test_in_words_only_what_was_not_well_is_named_newest_first() -> None:
    month = [
        cell(SLOW, on=date(2025, 11, 22), performance=timedelta(hours=2)),
        cell(on=date(2025, 11, 23), operational=DAY),
        cell(PARTIAL, on=date(2025, 11, 24), partial=timedelta(minutes=38)),
    ]

    assert days.bar_in_words(month) == (
        "Trouble on Mon, 24 Nov 2025: Partial outage 38 min; "
        "Sat, 22 Nov 2025: Performance issues 2 h."
    )


def test_in_words_a_good_time_is_short() -> None:
    assert days.bar_in_words([cell(operational=DAY)] * 90) == "No trouble in 90 days."


@pytest.mark.parametrize("nothing", [None, ComponentStatus.UNKNOWN])
def test_in_words_days_of_which_nothing_is_known_do_not_count(
    nothing: ComponentStatus | None,
) -> None:
    cells = [cell(nothing)] * 87 + [cell(operational=DAY)] * 3

    assert days.bar_in_words(cells) == "No trouble in 3 days."


def test_in_words_nothing_is_claimed_where_nothing_is_known() -> None:
    assert days.bar_in_words([cell(None)] * 90) == "Not known"


def test_in_words_bad_days_beyond_those_that_are_named_are_counted() -> None:
    bad = [cell(SLOW, performance=timedelta(hours=2))] * (days.DAYS_NAMED + 2)

    said = days.bar_in_words(bad)

    assert said.count("Performance issues 2 h") == days.DAYS_NAMED
    assert said.endswith("; and on 2 more days.")


def test_months_come_newest_first_and_begin_on_their_weekday() -> None:
    cells = [cell(on=date(2026, 10, 30) + n * DAY, operational=DAY) for n in range(4)]

    with translation.override("de"):  # where weeks begin on Monday
        november, october = days.months(cells)

    assert (november.first, len(november.blank), len(november.cells)) == (date(2026, 11, 1), 6, 2)
    assert (october.first, len(october.blank), len(october.cells)) == (date(2026, 10, 30), 4, 2)


def test_months_of_which_nothing_is_known_are_left_out() -> None:
    cells = [cell(None, on=date(2026, 10, 31)), cell(on=date(2026, 11, 1), operational=DAY)]

    assert [month.first for month in days.months(cells)] == [date(2026, 11, 1)]


@pytest.mark.parametrize(
    ("language", "uptime", "shown"),
    [
        ("en", "99.98", "99.98%"),
        ("de", "99.98", "99,98\N{NO-BREAK SPACE}%"),
        ("ar", "99.98", "99.98\u200e%\u200e"),
        ("en", "100", "100%"),
        ("en", "", "–"),
    ],
)
def test_a_figure_is_in_the_manner_of_the_language(language: str, uptime: str, shown: str) -> None:
    with translation.override(language):
        assert days.percent(uptime) == shown


def test_an_incident_is_listed_once_however_many_days_it_had() -> None:
    link = IncidentLink(7, "Payments")

    class Component:
        cells = (cell(PARTIAL, link), cell(PARTIAL, link))

    listed = words.words([Component(), Component()])["day_incidents"]  # type: ignore[list-item]

    assert listed == [link]


def test_names_of_incidents_stay_text() -> None:
    assert days.names([IncidentLink(7, "<b>")]) == '<b data-incident="7">&lt;b&gt;</b>'
