"""Our words ↔ Cachet's numbers and names: contract section 5."""

from __future__ import annotations

from datetime import datetime, tzinfo

from django.utils import dateformat, translation

from signalpost.dialects import cachet
from signalpost.incidents.templates import COMPONENT_NUMBER, INCIDENT_NUMBER
from signalpost.maintenance.statuses import WindowStatus

COMPONENT = COMPONENT_NUMBER
COMPONENT_FROM = {number: status for status, number in COMPONENT.items()}
COMPONENT_NAME = {number: cachet.STATUS_NAME[status] for status, number in COMPONENT.items()}

INCIDENT = INCIDENT_NUMBER
INCIDENT_FROM = {number: status for status, number in INCIDENT.items()}
INCIDENT_NAME = {0: "Scheduled", 1: "Investigating", 2: "Identified", 3: "Watching", 4: "Fixed"}
INCIDENT_ICON = {
    0: "icon ion-android-calendar",
    1: "icon ion-flag oranges",
    2: "icon ion-alert yellows",
    3: "icon ion-eye blues",
    4: "icon ion-checkmark greens",
}

SCHEDULE = {
    WindowStatus.UPCOMING: 0,
    WindowStatus.IN_PROGRESS: 1,
    WindowStatus.COMPLETE: 2,
}
SCHEDULE_FROM = {number: status for status, number in SCHEDULE.items()}
SCHEDULE_NAME = {0: "Upcoming", 1: "In Progress", 2: "Complete"}

#: What our fields are called on this wire, where that differs.
FIELD = {
    "position": "order",
    "components": "component_id",
    "measured_at": "created_at",
    "starts_at": "scheduled_at",
    "ends_at": "completed_at",
    "ended_at": "completed_at",
}

_FORMATS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S")


def moment(value: datetime | None, zone: tzinfo) -> str | None:
    """As clients parse it: seconds, and no zone (contract 1.7)."""
    return value.astimezone(zone).isoformat(" ", "seconds")[:19] if value else None


def iso(value: datetime | None, zone: tzinfo) -> str | None:
    """For whoever would rather not know which zone was asked for."""
    return value.astimezone(zone).isoformat(timespec="seconds") if value else None


def spelt_moment(value: datetime | None, zone: tzinfo) -> str | None:
    """Like "Friday 24th May 2019 10:01:44", in English, which clients parse (contract 1.7)."""
    if value is None:
        return None
    with translation.override("en"):
        return dateformat.format(value.astimezone(zone), "l jS F Y H:i:s")


def moment_from(text: str) -> datetime | None:
    """Contract 1.7's forms; also with T, or as ISO 8601 with an offset. None if it is no date."""
    for form in _FORMATS:
        try:
            return datetime.strptime(text.replace("T", " "), form)
        except ValueError:
            continue
    try:
        return datetime.fromisoformat(text) if "T" in text or " " in text else None
    except ValueError:
        return None
