"""Days in the site's zone, and what a component was on each: plain values, no clock."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from operator import attrgetter
from zoneinfo import ZoneInfo

from signalpost.components.statuses import ComponentStatus
from signalpost.overview import rules
from signalpost.overview.uptime import Claim, Spell

_NONE = timedelta()

DOWN = (ComponentStatus.PARTIAL_OUTAGE, ComponentStatus.MAJOR_OUTAGE)


@dataclass(frozen=True, slots=True)
class IncidentLink:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class DayCell:
    """A component's day. `status` is the worst of it; None where nothing is known of the day.

    `lasted` adds up to what is known: a day of the past has 23, 24 or 25 hours, today has its
    hours until now, and the day on which the component was added begins then.
    """

    date: date
    status: ComponentStatus | None
    lasted: Mapping[ComponentStatus, timedelta]
    incidents: tuple[IncidentLink, ...] = ()

    @property
    def down(self) -> timedelta:
        """Partial and major outages together, not weighted."""
        return sum((self.lasted.get(status, _NONE) for status in DOWN), _NONE)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days in a row; `turns` is where each begins and, one more, where the last has got to."""

    dates: Sequence[date]
    turns: Sequence[datetime]

    @classmethod
    def back(cls, days: int, *, until: datetime, zone: ZoneInfo) -> Calendar:
        """So many days up to now, today included, as they are counted in that zone."""
        today = until.astimezone(zone).date()
        dates = [today - timedelta(days=back) for back in reversed(range(days))]
        return cls(dates, [*(midnight(day, zone) for day in dates), until])

    @property
    def until(self) -> datetime:
        return self.turns[-1]

    @property
    def past(self) -> Calendar:
        return Calendar(self.dates[:-1], self.turns[:-1])

    @property
    def today(self) -> Calendar:
        return Calendar(self.dates[-1:], self.turns[-2:])

    def begin(self, days: int) -> datetime:
        """Where the last so many days begin, today included."""
        return self.turns[-days - 1]

    def span(self, began_at: datetime, ended_at: datetime) -> range:
        """The places of the days that it touches."""
        first = max(bisect_right(self.turns, began_at) - 1, 0)
        return range(first, min(bisect_left(self.turns, ended_at), len(self.dates)))

    def share(self, place: int, began_at: datetime, ended_at: datetime) -> timedelta:
        """How much of that day it takes up."""
        return min(ended_at, self.turns[place + 1]) - max(began_at, self.turns[place])


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """Where the day begins; where clocks skip midnight, the moment at which they do."""
    return datetime.combine(day, datetime.min.time(), zone).astimezone(UTC)


class Timeline:
    """Makes the cells of components. A day on which nothing turned is one cell for all of them."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._unbroken: dict[ComponentStatus | None, list[DayCell]] = {}

    def cells(self, told: Iterable[Spell], claims: Iterable[Claim]) -> tuple[DayCell, ...]:
        """Oldest first."""
        cells = list(self._all_days(None))
        broken: dict[int, dict[ComponentStatus, timedelta]] = defaultdict(dict)
        for status, began_at, ended_at in told:
            places = self._calendar.span(began_at, ended_at)
            if len(places) > 2:
                between = slice(places[1], places[-1])
                cells[between] = self._all_days(status)[between]
            for place in places if len(places) < 3 else (places[0], places[-1]):
                parts = broken[place]
                lasted = self._calendar.share(place, began_at, ended_at)
                parts[status] = parts.get(status, _NONE) + lasted
        for place, parts in broken.items():
            cells[place] = DayCell(cells[place].date, rules.worst(parts), parts)
        for place, links in self._links(claims).items():
            cell = cells[place]
            cells[place] = DayCell(cell.date, cell.status, cell.lasted, tuple(links.values()))
        return tuple(cells)

    def _all_days(self, status: ComponentStatus | None) -> list[DayCell]:
        if status not in self._unbroken:
            lengths = [end - begin for begin, end in pairwise(self._calendar.turns)]
            self._unbroken[status] = [
                DayCell(day, status, {status: length} if status else {})
                for day, length in zip(self._calendar.dates, lengths, strict=True)
            ]
        return self._unbroken[status]

    def _links(self, claims: Iterable[Claim]) -> dict[int, dict[int, IncidentLink]]:
        """By the day's place, in the order in which they began."""
        links: dict[int, dict[int, IncidentLink]] = defaultdict(dict)
        for claim in sorted(claims, key=attrgetter("began_at", "incident_id")):
            link = IncidentLink(claim.incident_id, claim.incident)
            for place in self._calendar.span(
                claim.began_at, claim.ended_at or self._calendar.until
            ):
                links[place][claim.incident_id] = link
        return links
