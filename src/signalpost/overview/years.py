"""A year, where the first page shows less: worked out when asked for, since few pages show it."""

from __future__ import annotations

from collections.abc import Iterable

from signalpost.overview import components
from signalpost.overview.snapshot import Snapshot
from signalpost.overview.uptime import Uptimes
from signalpost.overview.views import ComponentView, GroupView


def of_component(seen: Snapshot, component: ComponentView) -> ComponentView | None:
    """With the days of a year; None where it has gone meanwhile."""
    told = seen.memory.recall(
        ("days of a year", component.id), lambda: components.over_a_year([component.id])
    )
    return told[0] if told else None


def of_group(seen: Snapshot, group: GroupView) -> Uptimes:
    return _of(seen, group.components)


def of_page(seen: Snapshot) -> Uptimes:
    """Of everything that visitors see."""
    return _of(seen, seen.components)


def _of(seen: Snapshot, counted: Iterable[ComponentView]) -> Uptimes:
    members = tuple(one.id for one in counted)
    return seen.memory.recall(("year", members), lambda: _together(members))


def _together(members: tuple[int, ...]) -> Uptimes:
    told = components.over_a_year(members)
    return sum((one.uptime for one in told), Uptimes())
