"""What histories come to: spells up to now, and the cells of the days."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import dropwhile
from typing import NamedTuple

from signalpost.overview.histories import History
from signalpost.overview.timeline import Calendar, DayCell, Timeline
from signalpost.overview.uptime import Spell, spells


class Told(NamedTuple):
    """Of one component, up to now."""

    spells: list[Spell]
    cells: tuple[DayCell, ...]


class Chronicle:
    """Of many components over the same days.

    Only today changes by itself. What `earlier` worked out of the days before is taken over for
    each component whose history is still the same, whatever else has happened meanwhile.
    """

    def __init__(self, calendar: Calendar, *, earlier: Chronicle | None = None) -> None:
        self._calendar = calendar
        self._past, self._today = Timeline(calendar.past), Timeline(calendar.today)
        same_days = earlier is not None and earlier._calendar.past == calendar.past
        self._known = earlier._worked_out if earlier and same_days else {}
        self._worked_out: dict[int, _Past] = {}

    def tell(self, component_id: int, history: History) -> Told:
        past = self._known.get(component_id)
        if past is None or past.history != history:
            past = self._work_out(history)
        self._worked_out[component_id] = past
        told = _until(self._calendar.until, past.spells)
        midnight = self._calendar.today.turns[0]
        today = dropwhile(lambda spell: spell.ended_at <= midnight, told)
        return Told(told, past.cells + self._today.cells(today, history.claims))

    def _work_out(self, history: History) -> _Past:
        told = spells(history.asserted, history.claims, history.windows, until=_FOR_EVER)
        return _Past(history, told, self._past.cells(told, history.claims))


_FOR_EVER = datetime.max.replace(tzinfo=UTC)


class _Past(NamedTuple):
    """The last of the spells goes on; the cells end yesterday."""

    history: History
    spells: list[Spell]
    cells: tuple[DayCell, ...]


def _until(moment: datetime, told: list[Spell]) -> list[Spell]:
    begun = told[:-1] if told and told[-1].began_at >= moment else told
    return [*begun[:-1], *(last._replace(ended_at=moment) for last in begun[-1:])]
