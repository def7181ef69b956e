"""Effective statuses, read from the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import DateTimeField, Max

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents.models import SAID_AT, Impact
from signalpost.kernel.prepared import Prepared, given
from signalpost.overview.rules import Said, effective_status

_speaking = Prepared(
    lambda: (
        Impact.objects.speaking(at=given("at", DateTimeField()))
        .values_list("component", "status")
        .annotate(said_at=Max(SAID_AT))
    )
)


def shown(components: Iterable[Component], *, at: datetime) -> dict[int, ComponentStatus]:
    """The status of each component as asserted and open impacts leave it; windows do not enter.

    This is what the Cachet door shows (domain rule 6). One query.
    """
    said = impacts_said(at=at)
    return {
        component.pk: effective_status(asserted(component), impacts=said.get(component.pk, ()))
        for component in components
    }


def shown_otherwise(*, at: datetime) -> dict[int, ComponentStatus]:
    """Only those whose open impacts make them show something else than is asserted.

    For lists that sort and filter by what is shown: the rest are right in their own row.
    """
    touched = Component.objects.standing().filter(pk__in=impacts_said(at=at))
    statuses = shown(touched, at=at)
    return {
        component.pk: statuses[component.pk]
        for component in touched
        if statuses[component.pk] != component.status
    }


def impacts_said(*, at: datetime) -> dict[int, list[Said]]:
    """What open impacts say, by component: each status once, and when it was last said.

    One under embargo is said when that ends.
    """
    said = defaultdict(list)
    for component_id, status, said_at in _speaking(at=at):
        said[component_id].append(Said(ComponentStatus(status), said_at))
    return said


def asserted(component: Component) -> Said:
    """What was said of the component itself, and when."""
    return Said(ComponentStatus(component.status), component.asserted_at)
