"""What an address chooses to follow, and what can be chosen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from signalpost.components.models import Component, Group
from signalpost.kernel.errors import Invalid
from signalpost.subscribers.models import Subscriber, Subscription


@dataclass(frozen=True, slots=True)
class Choice:
    """Everything, or these, by their ids."""

    everything: bool
    components: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()

    @classmethod
    def of(
        cls, *, everything: bool, components: Collection[int], groups: Collection[int]
    ) -> Choice:
        if everything:
            return cls(True)
        if not components and not groups:
            raise Invalid("Choose at least one, or everything.", field="components")
        return cls(False, frozenset(components), frozenset(groups))

    @classmethod
    def made_by(cls, subscriber: Subscriber) -> Choice:
        rows = subscriber.subscriptions.standing()
        return cls(
            subscriber.follows_everything,
            frozenset(row.component_id for row in rows if row.component_id),
            frozenset(row.group_id for row in rows if row.group_id),
        )

    def changes(self, before: Choice) -> dict[str, list[Any]]:
        """Field to [before, after], of those that differ."""
        pairs: dict[str, list[Any]] = {
            "everything": [before.everything, self.everything],
            "components": [sorted(before.components), sorted(self.components)],
            "groups": [sorted(before.groups), sorted(self.groups)],
        }
        return {field: pair for field, pair in pairs.items() if pair[0] != pair[1]}


@dataclass(frozen=True, slots=True)
class Standing:
    """What can be followed; compared here: databases take only so many values in one query."""

    components: frozenset[int]
    groups: frozenset[int]

    def check(self, choice: Choice) -> None:
        if missing := sorted(choice.components - self.components):
            raise Invalid(f"No component with id {missing[0]}.", field="components")
        if missing := sorted(choice.groups - self.groups):
            raise Invalid(f"No group with id {missing[0]}.", field="groups")

    def chosen(
        self, subscriber_id: int, components: Collection[int], groups: Collection[int]
    ) -> list[Subscription]:
        """Without what does not stand."""
        of_one = {"subscriber_id": subscriber_id}
        found, taken = self.components & {*components}, self.groups & {*groups}
        return [
            *(Subscription(**of_one, component_id=pk) for pk in sorted(found)),
            *(Subscription(**of_one, group_id=pk) for pk in sorted(taken)),
        ]


def standing(*, with_groups: bool) -> Standing:
    """Groups are taken, so that they cannot be deleted between this look and the commit."""
    components = Component.objects.standing().values_list("pk", flat=True)
    taken = Group.objects.order_by("pk").select_for_update(no_key=True) if with_groups else ()
    return Standing(frozenset(components), frozenset(group.pk for group in taken))
