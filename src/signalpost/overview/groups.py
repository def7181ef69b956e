"""Components in their groups, as a visitor sees them."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from signalpost.components.models import Component, Group
from signalpost.components.statuses import ComponentStatus
from signalpost.kernel.actor import GUEST
from signalpost.overview import rules, statuses
from signalpost.overview.views import ComponentView, GroupView


def shown(now: datetime) -> tuple[GroupView, ...]:
    """In their order, the components without a group last; a group without any is left out."""
    rows = list(Component.objects.seen_by(GUEST).outside_hidden_groups().order_by("position", "pk"))
    effective = statuses.shown(rows, at=now)
    members = defaultdict(list)
    for row in rows:
        members[row.group_id].append(_component(row, effective[row.pk]))
    named = Group.objects.seen_by(GUEST).order_by("position", "pk")
    views = [_group(group, members[group.pk]) for group in named if members[group.pk]]
    if loose := members[None]:
        views.append(_group(None, loose))
    return tuple(views)


def _component(row: Component, status: ComponentStatus) -> ComponentView:
    return ComponentView(
        id=row.pk,
        name=row.name,
        description=row.description,
        link=row.link,
        status=status,
        asserted_at=row.asserted_at,
    )


def _group(group: Group | None, members: list[ComponentView]) -> GroupView:
    status = rules.worst(member.status for member in members)
    folded = group is not None and (
        group.collapsed == 1
        or (
            group.collapsed > 1 and status in (ComponentStatus.OPERATIONAL, ComponentStatus.UNKNOWN)
        )
    )
    return GroupView(
        id=group.pk if group else None,
        name=group.name if group else "",
        is_folded=folded,
        status=status,
        components=tuple(members),
    )
