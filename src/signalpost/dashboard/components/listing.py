"""All components in their groups, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from signalpost.components import order
from signalpost.components.models import Component, Group
from signalpost.components.order import Arrangement
from signalpost.components.statuses import ComponentStatus
from signalpost.dashboard.screens import DashboardRequest
from signalpost.overview import present
from signalpost.site.models import Site


@dataclass(frozen=True, slots=True)
class Row:
    """`status`: as visitors see it now."""

    component: Component
    status: ComponentStatus


@dataclass(frozen=True, slots=True)
class Section:
    """A group with its components; `group` is None for those that are in none."""

    group: Group | None
    rows: list[Row]


def show(request: DashboardRequest) -> HttpResponse:
    return render(request, "dashboard/components/list.html", facts(request.here))


def facts(here: Site) -> dict[str, object]:
    """What the list shows, with the order that it is in, for whoever changes that."""
    parts = present.read(here, at=timezone.now()).parts
    standing = Component.objects.standing().prefetch_related("tags")
    components = {row.pk: row for row in standing if row.pk in parts}
    groups = {row.pk: row for row in Group.objects.all()}
    arrangement = order.read(components.values(), groups.values())
    sections = [
        Section(
            groups[group_id] if group_id else None,
            [Row(components[pk], parts[pk].status) for pk in members],
        )
        for group_id, members in arrangement.items()
    ]
    return {"sections": sections, "order": written(arrangement), "is_empty": not components}


def written(arrangement: Arrangement) -> str:
    """The order in one line, as forms carry it: “g3 c1 c2 g0 c4”."""
    return " ".join(_words(arrangement))


def _words(arrangement: Arrangement) -> Iterator[str]:
    for group_id, members in arrangement.items():
        yield f"g{group_id or 0}"
        yield from (f"c{pk}" for pk in members)
