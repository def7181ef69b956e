"""Days of a component as cells of a bar: cheap to write, since there are thousands on a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils.safestring import SafeString, mark_safe

from signalpost.components.statuses import ComponentStatus
from signalpost.overview.timeline import DayCell

_MINUTE = timedelta(minutes=1)
WELL = (ComponentStatus.OPERATIONAL, ComponentStatus.UNKNOWN)


def bar(cells: Iterable[DayCell]) -> SafeString:
    """A cell for each day; what there is to say about it stands in attributes, for a script."""
    return mark_safe("".join(map(_cell, cells)))  # noqa: S308 (names of statuses, and numbers)


def _cell(cell: DayCell) -> str:
    if cell.status is ComponentStatus.OPERATIONAL and not cell.incidents:
        return "<i></i>"
    status = cell.status.value if cell.status else "none"
    worse = spells(cell)
    if not cell.incidents and not worse:
        return f'<i data-status="{status}"></i>'
    lasted = "|".join(f"{status.value} {length // _MINUTE}" for status, length in worse)
    on = " ".join(str(incident.id) for incident in cell.incidents)
    return f'<i data-status="{status}" data-lasted="{lasted}" data-on="{on}"></i>'


def spells(cell: DayCell) -> list[tuple[ComponentStatus, timedelta]]:
    """What it was besides well, and how long; the worst first."""
    spells = [(status, length) for status, length in cell.lasted.items() if status not in WELL]
    return sorted(spells, key=lambda spell: -spell[0].severity)
