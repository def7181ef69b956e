from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from signalpost.maintenance import recurrence, words

BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY = datetime(2026, 12, 3, 22, 0, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=10;COUNT=6", "every 10 days 6 times"),
        ("FREQ=DAILY;COUNT=1", "every day once"),
        ("FREQ=WEEKLY", "every week on Thursday"),
        ("FREQ=WEEKLY;BYDAY=TH", "every week on Thursday"),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,MO;UNTIL=20270303",
            "every 2 weeks on Monday and Friday until 3 Mar 2027",
        ),
        ("FREQ=WEEKLY;BYDAY=MO,TU,SU", "every week on Monday, Tuesday and Sunday"),
        ("FREQ=MONTHLY", "every month on the 3rd"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "every month on the 1st and the 15th"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day"),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", "every month on the 2nd-to-last day"),
        ("FREQ=MONTHLY;BYDAY=1MO", "every month on the first Monday"),
        ("FREQ=MONTHLY;BYDAY=2TU,-1FR", "every month on the second Tuesday and the last Friday"),
        ("FREQ=MONTHLY;BYDAY=-2SU", "every month on the second-to-last Sunday"),
        ("FREQ=MONTHLY;BYDAY=TH", "every month on every Thursday"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "every month on the last working day"),
        ("FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1", "every month on the first Saturday or Sunday"),
        ("FREQ=YEARLY", "every year on the 3rd of December"),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=22", "every year on the 22nd of March"),
        ("FREQ=YEARLY;BYMONTHDAY=11", "every year on the 11th of every month"),
        (
            "FREQ=YEARLY;BYMONTH=3,9;BYDAY=1SU",
            "every year on the first Sunday of March and September",
        ),
        ("FREQ=DAILY;UNTIL=20270303T210000Z", "every day until 3 Mar 2027"),
        ("FREQ=DAILY;UNTIL=20270303T205959Z", "every day until 2 Mar 2027"),
    ],
)
def test_a_rule_is_said_in_words(rule: str, said: str) -> None:
    parsed = recurrence.parsed(rule, zone=BERLIN)

    assert words.repeats(parsed, first=THURSDAY, zone=BERLIN) == said
