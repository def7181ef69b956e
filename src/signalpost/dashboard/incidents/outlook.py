"""What will happen when a form is sent, in the words of the dashboard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from signalpost.components.statuses import ComponentStatus
from signalpost.overview import forecast, words
from signalpost.overview.forecast import Present, Statement
from signalpost.overview.rules import Level
from signalpost.subscribers import following

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Change:
    name: str
    before: ComponentStatus
    after: ComponentStatus
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """`told`: how many hear of it, by channel; `out_of`: how many could."""

    level: Level
    headline: Words
    changes: tuple[Change, ...]
    is_heard: bool
    later: datetime | None
    told: tuple[tuple[Words, int], ...]
    out_of: int

    @property
    def count(self) -> int:
        return sum(count for _, count in self.told)


def of(present: Present, statement: Statement, *, notify: bool, later: datetime | None) -> Outlook:
    then = forecast.after(present, statement)
    touched = statement.statuses.keys() | _spoken_of(present, statement.incident_id)
    heard_by = following.concerned(touched) if notify and statement.is_heard else {}
    return Outlook(
        level=then.level,
        headline=words.HEADLINES[then.level],
        changes=_changes(present, then, statement),
        is_heard=statement.is_heard,
        later=later if later and later > statement.at else None,
        told=tuple((channel.label, count) for channel, count in heard_by.items()),
        out_of=following.confirmed(),
    )


def _changes(present: Present, then: Present, statement: Statement) -> tuple[Change, ...]:
    """What is said of a component without effect is among them: it stays as it is."""
    return tuple(
        Change(part.name, part.status, after.status, part.is_shown)
        for part, after in zip(present.parts.values(), then.parts.values(), strict=True)
        if part.status != after.status or part.id in statement.statuses
    )


def _spoken_of(present: Present, incident_id: int) -> set[int]:
    return {part.id for part in present.parts.values() if incident_id in part.said}
