"""The present, read from the rows in few queries and without any history."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db.models import F

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents.models import SAID_AT, Impact, Incident
from signalpost.kernel.actor import GUEST
from signalpost.kernel.text import in_line
from signalpost.maintenance.models import Window
from signalpost.overview.forecast import Part, Present
from signalpost.overview.rules import Said
from signalpost.overview.statuses import asserted
from signalpost.site.models import Site


def read(here: Site, *, at: datetime) -> Present:
    """All components in the order of the page, hidden ones too; of the rest what is public."""
    said = _said(at=at)
    windows = Window.objects.seen_by(GUEST).in_progress()
    covering = windows.by_component()
    unresolved = Incident.objects.seen_by(GUEST, at=at).unresolved()
    return Present(
        parts={
            row.pk: _part(row, said[row.pk], frozenset(covering.get(row.pk, ())))
            for row in _components()
        },
        incidents=dict(unresolved.order_by("-occurred_at").values_list("pk", "name")),
        windows=dict(windows.order_by("starts_at").values_list("pk", "name")),
        major_threshold=here.major_outage_threshold,
    )


def said_by(incident: Incident, *, published_at: datetime, at: datetime) -> dict[int, Said]:
    """What it says of components, whether anybody hears it now or not, if it is published then.

    `at` is now: what nobody has heard yet is said at the earliest then.
    """
    rows = incident.impacts.open().values_list("component", "status", "stated_at")
    return {
        pk: Said(ComponentStatus(status), max(stated_at or at, published_at))
        for pk, status, stated_at in rows
    }


def kept_by(incident: Incident) -> dict[int, ComponentStatus]:
    """What it will assert of components once it is heard."""
    rows = incident.unspoken.values_list("component", "status")
    return {pk: ComponentStatus(status) for pk, status in rows}


def _components() -> list[Component]:
    rows = Component.objects.standing().select_related("group")
    by_group = (F("group__position").asc(nulls_last=True), "group", "position", "pk")
    return list(rows.order_by(*by_group))


def _said(*, at: datetime) -> defaultdict[int, dict[int, Said]]:
    """By component and incident."""
    said: defaultdict[int, dict[int, Said]] = defaultdict(dict)
    rows = Impact.objects.speaking(at=at)
    for component_id, incident_id, status, said_at in rows.values_list(
        "component", "incident", "status", SAID_AT
    ):
        said[component_id][incident_id] = Said(ComponentStatus(status), said_at)
    return said


def _part(row: Component, said: dict[int, Said], covered_by: frozenset[int]) -> Part:
    group = row.group
    return Part(
        id=row.pk,
        name=in_line(row.name),
        group_id=row.group_id,
        group=in_line(group.name) if group else "",
        asserted=asserted(row),
        said=said,
        covered_by=covered_by,
        is_shown=row.enabled and (group is None or group.visible),
    )
