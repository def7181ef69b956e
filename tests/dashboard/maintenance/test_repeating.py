from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from signalpost.dashboard.maintenance import repeating
from signalpost.dashboard.maintenance.forms import state_of
from signalpost.dashboard.maintenance.repeating import Repeat
from signalpost.maintenance import recurrence

TUESDAY = date(2026, 12, 8)  # the second of its month
LAST_DAY = date(2026, 12, 31)  # the fifth Thursday


@pytest.mark.parametrize(
    ("repeat", "first", "rule"),
    [
        (Repeat.NEVER, TUESDAY, ""),
        (Repeat.DAILY, TUESDAY, "FREQ=DAILY"),
        (Repeat.WEEKLY, TUESDAY, "FREQ=WEEKLY;BYDAY=TU"),
        (Repeat.FORTNIGHTLY, TUESDAY, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        (Repeat.MONTH_DAY, TUESDAY, "FREQ=MONTHLY;BYMONTHDAY=8"),
        (Repeat.MONTH_WEEKDAY, TUESDAY, "FREQ=MONTHLY;BYDAY=2TU"),
        (Repeat.MONTH_WEEKDAY, LAST_DAY, "FREQ=MONTHLY;BYDAY=-1TH"),
        (Repeat.YEARLY, TUESDAY, "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=8"),
    ],
)
def test_plain_words_become_a_rule(repeat, first, rule):
    assert repeating.rule(repeat, first=first) == rule


@pytest.mark.parametrize("first", [TUESDAY, LAST_DAY, date(2028, 2, 29)])
@pytest.mark.parametrize("repeat", [one for one in Repeat if one not in ("never", "rule")])
def test_each_of_them_names_the_day_that_it_starts_on(repeat, first):
    zone = ZoneInfo("Europe/Berlin")
    start = datetime(first.year, first.month, first.day, 22, tzinfo=zone)
    rule = recurrence.parsed(repeating.rule(repeat, first=first), zone=zone)

    starts = list(islice(rule.starts(first=start, zone=zone), 2))

    assert starts[0] == start
    assert len(starts) == 2


def test_an_end_is_the_last_day():
    rule = repeating.rule(Repeat.DAILY, first=TUESDAY, until=LAST_DAY)

    assert rule == "FREQ=DAILY;UNTIL=20261231"


def test_a_rule_of_ones_own_is_taken_as_it_is():
    rule = repeating.rule(Repeat.RULE, first=TUESDAY, own=" FREQ=DAILY;COUNT=3 ")

    assert rule == "FREQ=DAILY;COUNT=3"


@pytest.mark.parametrize(
    ("starts", "ends", "status"),
    [
        (None, None, "upcoming"),
        (13, 14, "upcoming"),
        (11, None, "in_progress"),
        (11, 13, "in_progress"),
        (10, 11, "complete"),
    ],
)
def test_what_is_entered_late_is_where_time_has_brought_it(starts, ends, status):
    now, *given = (hour and datetime(2026, 12, 8, hour, tzinfo=UTC) for hour in (12, starts, ends))

    assert state_of(*given, now=now) == status
