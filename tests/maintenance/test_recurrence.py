from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from signalpost.kernel.errors import Invalid
from signalpost.maintenance import recurrence

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")


def starts(rule: str, first: datetime, zone: ZoneInfo = BERLIN, most: int = 6) -> list[str]:
    """The starts as a wall clock in `zone` shows them."""
    found = recurrence.parsed(rule, zone=zone).starts(first=first, zone=zone)
    return [f"{start.astimezone(zone):%a %Y-%m-%d %H:%M}" for start in islice(found, most)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=DAILY;COUNT=2", ["Tue 2026-03-03 22:00", "Wed 2026-03-04 22:00"]),
        ("FREQ=DAILY;INTERVAL=10;COUNT=2", ["Tue 2026-03-03 22:00", "Fri 2026-03-13 22:00"]),
        ("FREQ=WEEKLY;COUNT=2", ["Tue 2026-03-03 22:00", "Tue 2026-03-10 22:00"]),
        ("FREQ=WEEKLY;BYDAY=TU,FR;COUNT=2", ["Tue 2026-03-03 22:00", "Fri 2026-03-06 22:00"]),
        ("FREQ=MONTHLY;BYDAY=1TU;COUNT=2", ["Tue 2026-03-03 22:00", "Tue 2026-04-07 22:00"]),
        (
            "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1;COUNT=2",
            ["Tue 2026-03-03 22:00", "Tue 2026-04-07 22:00"],
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=3;COUNT=2", ["Tue 2026-03-03 22:00", "Fri 2026-04-03 22:00"]),
        ("FREQ=YEARLY;COUNT=2", ["Tue 2026-03-03 22:00", "Wed 2027-03-03 22:00"]),
        (
            "FREQ=YEARLY;BYMONTH=3,9;BYDAY=1TU;COUNT=2",
            ["Tue 2026-03-03 22:00", "Tue 2026-09-01 22:00"],
        ),
        ("RRULE:freq=weekly;count=1;", ["Tue 2026-03-03 22:00"]),
        ("FREQ=DAILY;UNTIL=20260304", ["Tue 2026-03-03 22:00", "Wed 2026-03-04 22:00"]),
        ("FREQ=DAILY;UNTIL=20260304T215959", ["Tue 2026-03-03 22:00"]),
        ("FREQ=DAILY;UNTIL=20260304T205959Z", ["Tue 2026-03-03 22:00"]),
        (
            "FREQ=DAILY;UNTIL=20260304T210000Z",
            ["Tue 2026-03-03 22:00", "Wed 2026-03-04 22:00"],
        ),
    ],
)
def test_a_rule_names_its_starts(rule: str, expected: list[str]) -> None:
    first = datetime(2026, 3, 3, 22, 0, tzinfo=BERLIN)

    assert starts(rule, first) == expected


def test_the_hour_stays_when_clocks_go_forward() -> None:
    first = datetime(2026, 3, 22, 22, 0, tzinfo=BERLIN)

    found = list(
        recurrence.parsed("FREQ=WEEKLY;COUNT=2", zone=BERLIN).starts(first=first, zone=BERLIN)
    )

    assert found == [
        datetime(2026, 3, 22, 21, 0, tzinfo=UTC),
        datetime(2026, 3, 29, 20, 0, tzinfo=UTC),
    ]


def test_the_hour_stays_when_clocks_go_back() -> None:
    first = datetime(2026, 10, 31, 22, 0, tzinfo=NEW_YORK)

    found = list(
        recurrence.parsed("FREQ=DAILY;COUNT=2", zone=NEW_YORK).starts(first=first, zone=NEW_YORK)
    )

    assert found == [
        datetime(2026, 11, 1, 2, 0, tzinfo=UTC),
        datetime(2026, 11, 2, 3, 0, tzinfo=UTC),
    ]


def test_an_hour_that_clocks_leave_out_is_kept_as_before_the_change() -> None:
    first = datetime(2026, 3, 28, 2, 30, tzinfo=BERLIN)

    assert starts("FREQ=DAILY;COUNT=3", first) == [
        "Sat 2026-03-28 02:30",
        "Sun 2026-03-29 03:30",
        "Mon 2026-03-30 02:30",
    ]


def test_an_hour_that_clocks_show_twice_is_the_first_of_the_two() -> None:
    first = datetime(2026, 10, 24, 2, 30, tzinfo=BERLIN)

    found = list(
        recurrence.parsed("FREQ=DAILY;COUNT=2", zone=BERLIN).starts(first=first, zone=BERLIN)
    )

    assert found[1] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_series_may_begin_in_the_second_of_two_hours_that_look_the_same() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1)

    found = list(
        recurrence.parsed("FREQ=DAILY;COUNT=2", zone=BERLIN).starts(first=first, zone=BERLIN)
    )

    assert found == [
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        datetime(2026, 10, 26, 1, 30, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("every sunday", "A rule looks like"),
        ("", "A rule looks like"),
        (";;;", "A rule looks like"),
        ("FREQ=WEEKLY;FREQ=DAILY", "each part once"),
        ("FREQ=SECONDLY", "A rule begins with"),
        ("FREQ=HOURLY", "A rule begins with"),
        ("BYDAY=SU", "A rule begins with"),
        ("FREQ=DAILY;BYMONTH=2", "BYMONTH does not go with FREQ=DAILY"),
        ("FREQ=DAILY;BYHOUR=1", "BYHOUR does not go with"),
        ("FREQ=WEEKLY;BYDAY=1SU", "1SU is no value for BYDAY"),
        ("FREQ=WEEKLY;BYDAY=XX", "XX is no value for BYDAY"),
        ("FREQ=WEEKLY;INTERVAL=0", "0 is no value for INTERVAL"),
        ("FREQ=WEEKLY;INTERVAL=10000000000", "no value for INTERVAL"),
        ("FREQ=WEEKLY;COUNT=-1", "-1 is no value for COUNT"),
        ("FREQ=WEEKLY;COUNT=1001", "at most 1000 times"),
        ("FREQ=WEEKLY;COUNT=2;UNTIL=20270101", "COUNT or UNTIL, not both"),
        ("FREQ=WEEKLY;UNTIL=20270230", "UNTIL is a day like"),
        ("FREQ=WEEKLY;UNTIL=tomorrow", "UNTIL is a day like"),
        ("FREQ=WEEKLY;UNTIL=", "UNTIL is a day like"),
        ("FREQ=WEEKLY;UNTIL=99999999", "UNTIL is a day like"),
        ("FREQ=MONTHLY;BYDAY=1SU;BYMONTHDAY=20", "BYDAY or BYMONTHDAY, not both"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS picks among"),
        ("FREQ=MONTHLY;BYDAY=1SU;BYSETPOS=2", "BYSETPOS picks among"),
        ("FREQ=MONTHLY;BYSETPOS=31;BYDAY=MO", "31 is no value for BYSETPOS"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "32 is no value for BYMONTHDAY"),
        ("FREQ=YEARLY;BYDAY=1SU", "needs a BYMONTH"),
        ("FREQ=WEEKLY;" + "WKST=MO;" * 30, "at most 200 characters"),
    ],
)
def test_what_is_no_rule_of_ours_is_refused_in_a_sentence(rule: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence) as refused:
        recurrence.parsed(rule, zone=BERLIN)

    assert refused.value.field == "rule"


def test_a_rule_goes_on_no_longer_than_dates_can_be_shown() -> None:
    first = datetime(2998, 3, 3, 22, 0, tzinfo=NEW_YORK)

    assert len(starts("FREQ=YEARLY;UNTIL=99991231", first, NEW_YORK, most=10)) == 2


def test_a_rule_that_never_comes_true_names_no_start() -> None:
    first = datetime(2027, 2, 3, 22, 0, tzinfo=BERLIN)

    assert starts("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", first) == []


def test_the_rules_of_the_manual_are_rules() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "maintenance.md").read_text()
    rules = re.findall(r"^\| `(FREQ=[^`]+)` \|", manual, re.MULTILINE)

    assert len(rules) == 10
    for rule in rules:
        assert recurrence.parsed(rule, zone=BERLIN)
