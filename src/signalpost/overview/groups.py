"""Components in their groups, as a visitor sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from signalpost.components.models import Component, Group
from signalpost.components.statuses import ComponentStatus
from signalpost.kernel.actor import GUEST
from signalpost.kernel.text import in_line
from signalpost.overview import components, rules
from signalpost.overview.timeline import Calendar
from signalpost.overview.uptime import Uptimes
from signalpost.overview.views import ComponentView, GroupView, WindowView
from signalpost.site.models import Site


def members() -> list[Component]:
    """The components that visitors see, each with its group."""
    seen = Component.objects.seen_by(GUEST).outside_hidden_groups()
    return list(seen.select_related("group").order_by("position", "pk"))


def shown(
    rows: Sequence[Component],
    maintenance: Iterable[WindowView],
    *,
    here: Site,
    calendar: Calendar,
) -> tuple[GroupView, ...]:
    """Their groups in order, components without one last."""
    grouped: dict[int | None, list[ComponentView]] = defaultdict(list)
    views = components.views(rows, maintenance, here=here, calendar=calendar)
    for row, view in zip(rows, views, strict=True):
        grouped[row.group_id].append(view)
    named = {row.group for row in rows if row.group}
    in_order = sorted(named, key=lambda group: (group.position, group.pk))
    groups = [_group(group, grouped[group.pk]) for group in in_order]
    if loose := grouped[None]:
        groups.append(_group(None, loose))
    return tuple(groups)


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
        name=in_line(group.name) if group else "",
        is_folded=folded,
        status=status,
        uptime=sum((member.uptime for member in members), Uptimes()),
        components=tuple(members),
    )
