"""How long a component was what: stories as tables, and what holds for every history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signalpost.components.statuses import ComponentStatus
from signalpost.overview.rules import Said, effective_status
from signalpost.overview.uptime import Claim, Covered, Spell, Uptime, Weights, spells, uptimes

OPERATIONAL, UNKNOWN, MAINTENANCE, PERFORMANCE, PARTIAL, MAJOR = ComponentStatus

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
WEIGHTS = {PARTIAL: 0.3, MAJOR: 1.0}


def at(minute: int) -> datetime:
    return NOON + timedelta(minutes=minute)


def said(status: ComponentStatus, minute: int) -> Said:
    return Said(status, at(minute))


def claim(
    status: ComponentStatus, began: int, ended: int | None = None, *, said: int | None = None
) -> Claim:
    ended_at = None if ended is None else at(ended)
    return Claim(1, "Slow", status, at(began if said is None else said), at(began), ended_at)


def covered(began: int, ended: int | None = None) -> Covered:
    return Covered(at(began), None if ended is None else at(ended))


def told(spells: Sequence[Spell]) -> list[tuple[ComponentStatus, int]]:
    """Statuses, each with the minute at which it began."""
    return [(spell.status, (spell.began_at - NOON) // timedelta(minutes=1)) for spell in spells]


def since(
    moment: datetime, told: Sequence[Spell], *, until: datetime, weights: Weights = WEIGHTS
) -> Uptime:
    return uptimes(told, since=[moment], until=until, weights=weights)[0]


WELL = said(OPERATIONAL, 0)

STORIES = [
    ("nothing was ever said", [], [], [], []),
    ("all was well", [WELL], [], [], [(OPERATIONAL, 0)]),
    (
        "a check found it down and up again",
        [WELL, said(MAJOR, 10), said(OPERATIONAL, 20)],
        [],
        [],
        [(OPERATIONAL, 0), (MAJOR, 10), (OPERATIONAL, 20)],
    ),
    (
        "an incident lasted for a while",
        [WELL],
        [claim(PARTIAL, 10, 20)],
        [],
        [(OPERATIONAL, 0), (PARTIAL, 10), (OPERATIONAL, 20)],
    ),
    (
        "an incident is still open",
        [WELL],
        [claim(PARTIAL, 10)],
        [],
        [(OPERATIONAL, 0), (PARTIAL, 10)],
    ),
    (
        "two incidents overlapped, and the worse was shown",
        [WELL],
        [claim(PARTIAL, 10, 30), claim(MAJOR, 20, 40)],
        [],
        [(OPERATIONAL, 0), (PARTIAL, 10), (MAJOR, 20), (OPERATIONAL, 40)],
    ),
    (
        "an incident stood in place of a worse status asserted before",
        [said(MAJOR, 0)],
        [claim(PARTIAL, 10, 20)],
        [],
        [(MAJOR, 0), (PARTIAL, 10), (MAJOR, 20)],
    ),
    (
        "a check found worse while the incident was open",
        [WELL, said(MAJOR, 15)],
        [claim(PARTIAL, 10, 20)],
        [],
        [(OPERATIONAL, 0), (PARTIAL, 10), (MAJOR, 15)],
    ),
    (
        "the incident said it again after the check",
        [WELL, said(MAJOR, 15)],
        [claim(PARTIAL, 10, 20), claim(PARTIAL, 20, 30)],
        [],
        [(OPERATIONAL, 0), (PARTIAL, 10), (MAJOR, 15), (PARTIAL, 20), (MAJOR, 30)],
    ),
    (
        "a back-dated incident adds to what was shown before it spoke",
        [WELL],
        [claim(PARTIAL, 10, 30, said=20)],
        [],
        [(OPERATIONAL, 0), (PARTIAL, 10), (OPERATIONAL, 30)],
    ),
    (
        "a back-dated incident hides no outage that was shown before it spoke",
        [said(MAJOR, 0)],
        [claim(PARTIAL, 10, 30, said=20)],
        [],
        [(MAJOR, 0), (PARTIAL, 20), (MAJOR, 30)],
    ),
    (
        "an incident that ended before its embargo did hides nothing",
        [said(MAJOR, 0)],
        [claim(PARTIAL, 10, 30, said=60)],
        [],
        [(MAJOR, 0)],
    ),
    (
        "a window covered what checks found",
        [WELL, said(MAJOR, 15), said(OPERATIONAL, 18)],
        [],
        [covered(10, 20)],
        [(OPERATIONAL, 0), (MAINTENANCE, 10), (OPERATIONAL, 20)],
    ),
    (
        "what a check found during the window shows when it is over",
        [WELL, said(MAJOR, 15)],
        [],
        [covered(10, 20)],
        [(OPERATIONAL, 0), (MAINTENANCE, 10), (MAJOR, 20)],
    ),
    (
        "a window did not hide an incident",
        [WELL],
        [claim(PARTIAL, 12, 15)],
        [covered(10, 20)],
        [
            (OPERATIONAL, 0),
            (MAINTENANCE, 10),
            (PARTIAL, 12),
            (MAINTENANCE, 15),
            (OPERATIONAL, 20),
        ],
    ),
    (
        "two windows overlapped",
        [WELL],
        [],
        [covered(10, 30), covered(20, 40)],
        [(OPERATIONAL, 0), (MAINTENANCE, 10), (OPERATIONAL, 40)],
    ),
    (
        "what is said of the time before the component existed is not known",
        [WELL],
        [claim(MAJOR, -10, 10)],
        [],
        [(MAJOR, 0), (OPERATIONAL, 10)],
    ),
    (
        "an impact that ended as it began was never shown",
        [WELL],
        [claim(MAJOR, 10, 10)],
        [],
        [(OPERATIONAL, 0)],
    ),
    (
        "two things said at the same moment leave the latter",
        [WELL, said(MAJOR, 10), said(PARTIAL, 10)],
        [],
        [],
        [(OPERATIONAL, 0), (PARTIAL, 10)],
    ),
    (
        "what comes after the moment asked about is left out",
        [WELL, said(MAJOR, 100)],
        [claim(PARTIAL, 90)],
        [],
        [(OPERATIONAL, 0)],
    ),
]


@pytest.mark.parametrize(
    ("asserted", "claims", "windows", "expected"),
    [row[1:] for row in STORIES],
    ids=[row[0] for row in STORIES],
)
def test_what_was_shown_when(
    asserted: list[Said],
    claims: list[Claim],
    windows: list[Covered],
    expected: list[tuple[ComponentStatus, int]],
) -> None:
    assert told(spells(asserted, claims, windows, until=at(80))) == expected


FIGURES = [
    ("all well", [WELL], [], 100),
    ("a major outage counts in full", [WELL], [claim(MAJOR, 10, 20)], 90),
    ("a partial outage counts for its weight", [WELL], [claim(PARTIAL, 10, 20)], 97),
    ("performance issues do not count", [WELL], [claim(PERFORMANCE, 10, 20)], 100),
    ("what is unknown does not count against", [WELL, said(UNKNOWN, 10)], [], 100),
    ("down all along", [said(MAJOR, 0)], [], 0),
    (
        "overlapping outages count once",
        [WELL],
        [claim(MAJOR, 10, 30), claim(MAJOR, 20, 40), claim(PARTIAL, 15, 35)],
        70,
    ),
    (
        "an outage that began before counts from the beginning of the time asked about",
        [said(OPERATIONAL, -100)],
        [claim(MAJOR, -50, 10)],
        90,
    ),
    ("of a young component only its own time counts", [said(OPERATIONAL, 50)], [], 100),
    (
        "of a young component half down half counts",
        [said(OPERATIONAL, 50)],
        [claim(MAJOR, 75, 100)],
        50,
    ),
]


@pytest.mark.parametrize(
    ("asserted", "claims", "percent"),
    [row[1:] for row in FIGURES],
    ids=[row[0] for row in FIGURES],
)
def test_uptime(asserted: list[Said], claims: list[Claim], percent: float) -> None:
    until = at(100)

    share = since(NOON, spells(asserted, claims, until=until), until=until)

    assert share.percent == pytest.approx(percent)


def test_maintenance_counts_as_up_unless_the_site_says_otherwise() -> None:
    until = at(100)
    history = spells([WELL], windows=[covered(10, 20)], until=until)

    usual = since(NOON, history, until=until)
    strict = since(NOON, history, until=until, weights=WEIGHTS | {MAINTENANCE: 1.0})

    assert (usual.percent, strict.percent) == (100, 90)


def test_there_is_no_figure_before_the_component_existed() -> None:
    history = spells([said(OPERATIONAL, 50)], until=at(40))

    assert since(NOON, history, until=at(40)).percent is None


def test_components_add_up_by_the_time_that_is_known_of_each() -> None:
    hour = timedelta(hours=1)

    both = Uptime(known=3 * hour, down=hour) + Uptime(known=hour)

    assert both.percent == 75


@pytest.mark.parametrize(
    ("down", "words"),
    [
        (timedelta(0), "100"),
        (timedelta(seconds=1), "99.99"),
        (timedelta(hours=1), "99.95"),
        (timedelta(days=45), "50.00"),
        (timedelta(days=90), "0.00"),
    ],
)
def test_a_figure_is_rounded_down_so_that_what_was_down_shows(down: timedelta, words: str) -> None:
    assert Uptime(timedelta(days=90), down).in_words == words


def test_an_unknown_figure_has_no_words() -> None:
    assert Uptime().in_words == ""


# What holds for every history

STATUS = st.sampled_from([OPERATIONAL, UNKNOWN, PERFORMANCE, PARTIAL, MAJOR])
MINUTES = st.integers(-50, 150)


@st.composite
def span(draw: st.DrawFn) -> tuple[int, int | None]:
    began = draw(MINUTES)
    return began, draw(st.none() | st.integers(began, 160))


@st.composite
def a_claim(draw: st.DrawFn) -> Claim:
    began, ended = draw(span())
    status = draw(STATUS.filter(lambda status: status is not OPERATIONAL))
    return claim(status, began, ended, said=draw(MINUTES))


ASSERTED = st.dictionaries(MINUTES, STATUS, max_size=8).map(
    lambda said_at: [said(status, minute) for minute, status in sorted(said_at.items())]
)
CLAIMS = st.lists(a_claim(), max_size=6)
WINDOWS = st.lists(span().map(lambda pair: covered(*pair)), max_size=3)


@given(asserted=ASSERTED, claims=CLAIMS, windows=WINDOWS, minute=st.integers(-60, 99))
def test_the_past_follows_the_rule_of_now_at_every_moment(
    asserted: list[Said], claims: list[Claim], windows: list[Covered], minute: int
) -> None:
    moment = at(minute)
    before = [one for one in asserted if one.at <= moment]
    never = datetime.min.replace(tzinfo=UTC)
    expected = before and effective_status(
        before[-1],
        impacts=[
            Said(one.status, one.said_at if one.said_at <= moment else never)
            for one in claims
            if one.began_at <= moment and (one.ended_at is None or moment < one.ended_at)
        ],
        in_maintenance=any(
            one.began_at <= moment and (one.ended_at is None or moment < one.ended_at)
            for one in windows
        ),
    )

    history = spells(asserted, claims, windows, until=at(100))

    shown = [spell.status for spell in history if spell.began_at <= moment < spell.ended_at]
    assert shown == ([expected] if before else [])


@given(asserted=ASSERTED, claims=CLAIMS, windows=WINDOWS)
def test_spells_leave_no_gap_and_no_two_alike_in_a_row(
    asserted: list[Said], claims: list[Claim], windows: list[Covered]
) -> None:
    history = spells(asserted, claims, windows, until=at(100))

    for spell, following in pairwise(history):
        assert spell.ended_at == following.began_at
        assert spell.status is not following.status
    assert all(spell.began_at < spell.ended_at for spell in history)
    assert not history or history[-1].ended_at == at(100)


@given(asserted=ASSERTED, claims=CLAIMS, windows=WINDOWS, data=st.data())
def test_the_order_of_rows_does_not_matter(
    asserted: list[Said], claims: list[Claim], windows: list[Covered], data: st.DataObject
) -> None:
    shuffled = (
        data.draw(st.permutations(asserted)),
        data.draw(st.permutations(claims)),
        data.draw(st.permutations(windows)),
    )

    assert spells(*shuffled, until=at(100)) == spells(asserted, claims, windows, until=at(100))


@given(asserted=ASSERTED, claims=CLAIMS, windows=WINDOWS, minute=MINUTES)
def test_uptime_is_never_below_0_nor_above_100(
    asserted: list[Said], claims: list[Claim], windows: list[Covered], minute: int
) -> None:
    until = at(150)
    history = spells(asserted, claims, windows, until=until)

    share = since(
        at(minute),
        history,
        until=until,
        weights={MAINTENANCE: 1.0, PERFORMANCE: 0.1, PARTIAL: 0.3, MAJOR: 1.0},
    )

    assert share.percent is None or 0 <= share.percent <= 100


@given(claims=st.lists(span(), max_size=6))
def test_overlapping_outages_never_count_twice(claims: list[tuple[int, int | None]]) -> None:
    until = at(150)
    minutes = {
        minute
        for began, ended in claims
        for minute in range(max(began, 0), 150 if ended is None else min(ended, 150))
    }
    history = spells([WELL], [claim(MAJOR, *one) for one in claims], until=until)

    share = since(NOON, history, until=until)

    assert share.down == timedelta(minutes=len(minutes))


@given(asserted=ASSERTED, claims=CLAIMS)
def test_saying_the_same_twice_changes_nothing(asserted: list[Said], claims: list[Claim]) -> None:
    once = spells(asserted, claims, until=at(100))

    assert spells(asserted, claims + claims, until=at(100)) == once
