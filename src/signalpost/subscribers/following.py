"""Which components somebody follows: all, chosen ones, and those of chosen groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db.models import Count, Q

from signalpost.components.models import Component
from signalpost.subscribers.models import Channel, Subscriber, Subscription

#: Component id → since when, in the order of the ids.
Followed = dict[int, datetime]


def followed(subscribers: Sequence[Subscriber]) -> dict[int, Followed]:
    """For each subscriber by id. Nobody follows a component that is deleted."""
    standing = list(Component.objects.standing().order_by("pk").only("group_id", "created_at"))
    chosen = defaultdict(list)
    for row in Subscription.objects.filter(subscriber__in=subscribers):
        chosen[row.subscriber_id].append(row)
    return {
        subscriber.pk: _followed(subscriber, chosen[subscriber.pk], standing)
        for subscriber in subscribers
    }


def concerned(component_ids: Collection[int]) -> dict[Channel, int]:
    """How many, by channel, follow everything or one of these, alone or with its group.

    Only those who have confirmed their address: nobody else is ever told.
    """
    groups = Component.objects.standing().filter(pk__in=component_ids).values("group")
    chosen = Subscription.objects.filter(
        Q(component__in=component_ids) | Q(group__in=groups)
    ).values("subscriber")
    told = Subscriber.objects.confirmed().filter(Q(follows_everything=True) | Q(pk__in=chosen))
    counts = told.values_list("channel").annotate(count=Count("pk")).order_by("channel")
    return {Channel(channel): count for channel, count in counts}


def confirmed() -> int:
    """How many can be told anything at all."""
    return Subscriber.objects.confirmed().count()


def _followed(
    subscriber: Subscriber, chosen: Iterable[Subscription], standing: Iterable[Component]
) -> Followed:
    components = {row.component_id: row.created_at for row in chosen if row.component_id}
    groups: dict[int | None, datetime] = {
        row.group_id: row.created_at for row in chosen if row.group_id
    }
    result: Followed = {}
    for component in standing:
        since = components.get(component.pk) or groups.get(component.group_id)
        if subscriber.follows_everything:
            since = subscriber.created_at
        if since:
            result[component.pk] = max(since, component.created_at)
    return result
