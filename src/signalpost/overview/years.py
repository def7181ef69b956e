"""Uptime with a year of it: worked out when somebody asks, since only few pages show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from signalpost.overview import components
from signalpost.overview.uptime import Uptimes
from signalpost.overview.views import GroupView, Snapshot


@dataclass(frozen=True, slots=True)
class _Known:
    """By the components that are counted together, as long as the snapshot has these groups."""

    groups: Sequence[GroupView]
    by_members: dict[tuple[int, ...], Uptimes] = field(default_factory=dict)


_newest: _Known | None = None


def of_group(seen: Snapshot, group: GroupView) -> Uptimes:
    return _of(seen, tuple(one.id for one in group.components))


def of_page(seen: Snapshot) -> Uptimes:
    """Of everything that visitors see."""
    return _of(seen, tuple(one.id for one in seen.components))


def _of(seen: Snapshot, members: tuple[int, ...]) -> Uptimes:
    global _newest
    known = _newest
    if known is None or known.groups is not seen.groups:
        known = _newest = _Known(seen.groups)
    if members not in known.by_members:
        told = components.over_a_year(members)
        known.by_members[members] = sum((one.uptime for one in told), Uptimes())
    return known.by_members[members]
