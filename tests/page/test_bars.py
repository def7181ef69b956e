from __future__ import annotations

from datetime import timedelta

from signalpost.overview.timeline import IncidentLink
from signalpost.page import bars
from tests.page.cells import DAY, PARTIAL, cell


def test_a_good_day_costs_seven_bytes() -> None:
    assert bars.bar([cell(operational=DAY)] * 3) == "<i></i>" * 3


def test_a_bad_day_says_how_long_it_was_what_and_why() -> None:
    bad = cell(
        PARTIAL,
        IncidentLink(7, "Payments"),
        IncidentLink(9, "Search"),
        performance=timedelta(minutes=12),
        operational=timedelta(hours=23),
        partial=timedelta(minutes=48),
    )

    assert bars.bar([bad]) == (
        '<i data-status="partial" data-lasted="partial 48|performance 12" data-on="7 9"></i>'
    )


def test_a_day_before_the_component_was_there_is_no_day() -> None:
    assert bars.bar([cell(None)]) == '<i data-status="none"></i>'
