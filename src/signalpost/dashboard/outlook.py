"""What will happen when a form is sent, in the words of the dashboard."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.utils.functional import Promise

from signalpost.components.statuses import ComponentStatus
from signalpost.overview import words
from signalpost.overview.forecast import Present
from signalpost.overview.rules import Level
from signalpost.subscribers import following
from signalpost.subscribers.models import Channel

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Change:
    name: str
    before: ComponentStatus
    after: ComponentStatus
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """`told`: how many hear of it, by channel; None: nobody asks. `out_of`: how many could."""

    level: Level
    headline: Words
    changes: tuple[Change, ...]
    #: Whether visitors see it then, and whether they do now.
    is_heard: bool
    is_seen: bool = False
    told: tuple[tuple[Words, int], ...] | None
    out_of: int

    @classmethod
    def of(
        cls,
        now: Present,
        then: Present,
        *,
        named: Collection[int],
        told: Mapping[Channel, int] | None,
        **facts: Any,
    ) -> Self:
        """`named`: components that are spoken of even where they stay as they are."""
        return cls(
            level=then.level,
            headline=words.HEADLINES[then.level],
            changes=_changes(now, then, named),
            told=told if told is None else tuple((one.label, told[one]) for one in told),
            out_of=following.confirmed(),
            **facts,
        )

    @property
    def count(self) -> int:
        return sum(count for _, count in self.told or ())


def _changes(now: Present, then: Present, named: Collection[int]) -> tuple[Change, ...]:
    return tuple(
        Change(part.name, part.status, after.status, part.is_shown)
        for part, after in zip(now.parts.values(), then.parts.values(), strict=True)
        if part.status != after.status or part.id in named
    )
