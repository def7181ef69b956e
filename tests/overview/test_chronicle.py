"""What was worked out before is taken over where it is still right, and nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from signalpost.components.statuses import ComponentStatus
from signalpost.overview.chronicle import Chronicle
from signalpost.overview.histories import History
from signalpost.overview.rules import Said
from signalpost.overview.timeline import Calendar
from signalpost.overview.uptime import Claim, Covered

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

STATUS = st.sampled_from(
    [ComponentStatus.OPERATIONAL, ComponentStatus.PARTIAL_OUTAGE, ComponentStatus.MAJOR_OUTAGE]
)
MOMENT = st.integers(0, 100).map(lambda hours: NOW - hours * HOUR)
SPAN = st.tuples(MOMENT, MOMENT, st.booleans()).map(
    lambda drawn: (min(drawn[:2]), None if drawn[2] else max(drawn[:2]))
)
HISTORY = st.builds(
    History,
    asserted=st.dictionaries(MOMENT, STATUS, max_size=5).map(
        lambda said: [Said(status, at) for at, status in sorted(said.items())]
    ),
    claims=st.lists(
        st.builds(
            lambda span, said_at, status: Claim(1, "Slow", status, said_at, *span),
            SPAN,
            MOMENT,
            st.just(ComponentStatus.PARTIAL_OUTAGE),
        ),
        max_size=3,
    ),
    windows=st.lists(SPAN.map(lambda span: Covered(*span)), max_size=2),
)


def calendar(until: datetime, zone: str = "UTC") -> Calendar:
    return Calendar.back(5, until=until, zone=ZoneInfo(zone))


@given(
    before=HISTORY,
    after=HISTORY,
    has_changed=st.booleans(),
    later=st.integers(0, 40),
    zone=st.sampled_from(["UTC", "Asia/Kolkata"]),
)
def test_it_tells_the_same_as_one_that_knows_nothing_of_before(
    before: History, after: History, has_changed: bool, later: int, zone: str
) -> None:
    history = after if has_changed else before
    earlier = Chronicle(calendar(NOW))
    earlier.tell(1, before)
    days = calendar(NOW + later * HOUR, zone)

    told = Chronicle(days, earlier=earlier).tell(1, history)

    assert told == Chronicle(days).tell(1, history)


def test_the_past_of_an_unchanged_history_is_not_worked_out_again() -> None:
    history = History(asserted=[Said(ComponentStatus.OPERATIONAL, NOW - 90 * HOUR)])
    earlier = Chronicle(calendar(NOW))
    before = earlier.tell(1, history)

    after = Chronicle(calendar(NOW + HOUR), earlier=earlier).tell(1, history)

    assert all(cell is known for cell, known in zip(after.cells[:-1], before.cells, strict=False))
