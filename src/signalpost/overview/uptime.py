"""How long a component was what, and what share of that counts as up: plain values, no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from signalpost.components.statuses import ComponentStatus
from signalpost.overview.rules import Said, effective_status

_NONE = timedelta()

#: Share of the time in a status that counts as down; what is not named counts as up.
Weights = Mapping[ComponentStatus, float]


class Claim(NamedTuple):
    """What an incident says of a component: since when it is true, and when it was said."""

    incident_id: int
    incident: str
    status: ComponentStatus
    said_at: datetime
    began_at: datetime
    ended_at: datetime | None


class Covered(NamedTuple):
    """A window in progress, in fact and not as planned."""

    began_at: datetime
    ended_at: datetime | None


class Spell(NamedTuple):
    """A time in one status, with nothing else between."""

    status: ComponentStatus
    began_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Uptime:
    """Of the time that is known: how much of it counts as down. Adds up over components."""

    known: timedelta = _NONE
    down: timedelta = _NONE

    def __add__(self, other: Uptime) -> Uptime:
        return Uptime(self.known + other.known, self.down + other.down)

    @property
    def percent(self) -> float | None:
        """None where nothing is known."""
        return 100 * (1 - self.down / self.known) if self.known else None

    @property
    def in_words(self) -> str:
        """With two places, rounded down: whatever was down shows."""
        if not self.known:
            return ""
        up = self.known - self.down
        hundredths = 10_000 * up // self.known
        return f"{hundredths // 100}.{hundredths % 100:02}" if self.down else "100"


@dataclass(frozen=True, slots=True)
class Uptimes:
    """Over 24 hours, and over 7, 30 and 90 days; over 365 only where it was asked for."""

    day: Uptime = Uptime()
    week: Uptime = Uptime()
    month: Uptime = Uptime()
    quarter: Uptime = Uptime()
    year: Uptime | None = None

    def __add__(self, other: Uptimes) -> Uptimes:
        return Uptimes(
            day=self.day + other.day,
            week=self.week + other.week,
            month=self.month + other.month,
            quarter=self.quarter + other.quarter,
            year=self.year + other.year if self.year and other.year else self.year or other.year,
        )


def spells(
    asserted: Iterable[Said],
    claims: Iterable[Claim] = (),
    windows: Iterable[Covered] = (),
    *,
    until: datetime,
) -> list[Spell]:
    """What was shown when: from the first status asserted, without gaps, no two alike in a row.

    `asserted` in the order in which it was said. The rule is the one of now: effective_status.
    """
    told: list[Spell] = []
    known = _Known()
    turns = sorted(_turns(known, asserted, claims, windows), key=itemgetter(0))
    for moment, changes in groupby(turns, key=itemgetter(0)):
        if moment >= until:
            break
        for _, change in changes:
            change()
        status = known.status()
        if status and not (told and told[-1].status is status):
            if told:
                told[-1] = told[-1]._replace(ended_at=moment)
            told.append(Spell(status, moment, until))
    return told


def uptimes(
    told: Sequence[Spell], *, since: Iterable[datetime], until: datetime, weights: Weights
) -> list[Uptime]:
    """One for each moment of `since`. What was before the first spell is neither up nor down."""
    first = told[0].began_at if told else until
    counting = [(spell, weights[spell.status]) for spell in told if spell.status in weights]
    return [
        Uptime(
            known=max(until - max(first, moment), _NONE),
            down=sum(
                (
                    (spell.ended_at - max(spell.began_at, moment)) * weight
                    for spell, weight in counting
                    if spell.ended_at > moment
                ),
                _NONE,
            ),
        )
        for moment in since
    ]


@dataclass(slots=True)
class _Known:
    """What is known at one moment of the sweep."""

    asserted: Said | None = None
    claims: dict[int, Said] = field(default_factory=dict)
    windows: set[int] = field(default_factory=set)

    def status(self) -> ComponentStatus | None:
        if self.asserted is None:
            return None
        return effective_status(
            self.asserted, impacts=self.claims.values(), in_maintenance=bool(self.windows)
        )


#: What an incident says of a time before it spoke adds to what was shown, and hides nothing.
_BEFORE_IT_SPOKE = datetime.min.replace(tzinfo=UTC)

_Turn = tuple[datetime, Callable[[], object]]


def _turns(
    known: _Known, asserted: Iterable[Said], claims: Iterable[Claim], windows: Iterable[Covered]
) -> Iterator[_Turn]:
    for said in asserted:
        yield said.at, partial(setattr, known, "asserted", said)
    for key, claim in enumerate(claims):
        if not _is_empty(claim):
            yield from _turns_of_claim(known.claims, key, claim)
    for key, window in enumerate(windows):
        if not _is_empty(window):
            yield window.began_at, partial(known.windows.add, key)
            if window.ended_at:
                yield window.ended_at, partial(known.windows.remove, key)


def _turns_of_claim(open_ones: dict[int, Said], key: int, claim: Claim) -> Iterator[_Turn]:
    spoken_at = max(claim.said_at, claim.began_at)
    if claim.began_at < spoken_at:
        retold = Said(claim.status, _BEFORE_IT_SPOKE)
        yield claim.began_at, partial(open_ones.__setitem__, key, retold)
    if claim.ended_at is None or spoken_at < claim.ended_at:
        said = Said(claim.status, claim.said_at)
        yield spoken_at, partial(open_ones.__setitem__, key, said)
    if claim.ended_at:
        yield claim.ended_at, partial(open_ones.pop, key)


def _is_empty(span: Claim | Covered) -> bool:
    return span.ended_at is not None and span.ended_at <= span.began_at
