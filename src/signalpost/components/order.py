"""The order of groups, and of components in them, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Protocol

#: The groups in order, each with its components in order; those of no group stand under None.
Arrangement = Mapping[int | None, Sequence[int]]


class Placed(Protocol):
    """A group, as far as its place matters."""

    @property
    def pk(self) -> int: ...
    @property
    def position(self) -> int: ...


class Member(Placed, Protocol):
    @property
    def group_id(self) -> int | None: ...


class Way(StrEnum):
    UP = "up"
    DOWN = "down"


def read(components: Iterable[Member], groups: Iterable[Placed]) -> dict[int | None, list[int]]:
    """The arrangement that rows are in."""
    by_place = sorted(groups, key=lambda row: (row.position, row.pk))
    found: dict[int | None, list[int]] = {group.pk: [] for group in by_place}
    found[None] = []
    for row in sorted(components, key=lambda row: (row.position, row.pk)):
        found[row.group_id].append(row.pk)
    return found


def changes(before: Arrangement, after: Arrangement) -> dict[str, list[Sequence[int]]]:
    """[before, after] of the groups' order, and of each group's components; 0 for no group."""
    orders = [[group for group in one if group is not None] for one in (before, after)]
    changed: dict[str, list[Sequence[int]]] = {}
    if orders[0] != orders[1]:
        changed["groups"] = [*orders]
    for group in after:
        if before[group] != after[group]:
            changed[str(group or 0)] = [before[group], after[group]]
    return changed


def reconciled(wanted: Arrangement, standing: Arrangement) -> dict[int | None, list[int]]:
    """`wanted`, but with all that is standing and nothing else: what it leaves out comes last.

    Whoever arranges has looked at a page, and others have added and deleted since.
    """
    groups = [*(group for group in wanted if group in standing), *standing]
    after: dict[int | None, list[int]] = {group: [] for group in groups if group is not None}
    after[None] = []
    left = {component for members in standing.values() for component in members}
    for arrangement in (wanted, standing):
        for group, members in arrangement.items():
            if group in after:
                after[group] += [one for one in dict.fromkeys(members) if one in left]
                left.difference_update(members)
    return after


def with_component_moved(
    arrangement: Arrangement, component: int, way: Way
) -> dict[int | None, list[int]]:
    """One step up or down; beyond the first or last place it changes over to the next group."""
    after = {group: list(members) for group, members in arrangement.items()}
    groups = list(after)
    for index, group in enumerate(groups):
        if component not in after[group]:
            continue
        place = after[group].index(component)
        target = place + (-1 if way is Way.UP else 1)
        if 0 <= target < len(after[group]):
            after[group].insert(target, after[group].pop(place))
        elif way is Way.UP and index > 0:
            after[groups[index - 1]].append(after[group].pop(place))
        elif way is Way.DOWN and index + 1 < len(groups):
            after[groups[index + 1]].insert(0, after[group].pop(place))
        break
    return after


def with_group_moved(arrangement: Arrangement, group: int, way: Way) -> dict[int | None, list[int]]:
    """One step up or down. What is in no group stays last."""
    groups = [one for one in arrangement if one is not None]
    if group in groups:
        place = groups.index(group)
        target = max(0, place + (-1 if way is Way.UP else 1))
        groups.insert(target, groups.pop(place))
    return {one: list(arrangement.get(one, ())) for one in [*groups, None]}
