"""One address of each kind of page that the installation has just now."""

from __future__ import annotations

from signalpost.components.models import Component
from signalpost.incidents.models import Incident
from signalpost.maintenance.models import Window


def by_page() -> dict[str, str]:
    """What is named after the newest row, for things that have pages of their own."""
    incident, window = Incident.objects.last(), Window.objects.last()
    component = Component.objects.last()
    found = {
        "home": "/",
        "history": "/history",
        "incident": f"/incidents/{incident.pk}" if incident else "",
        "window": f"/schedules/{window.pk}" if window else "",
        "component": f"/components/{component.pk}" if component else "",
        "group": f"/groups/{component.group_id}" if component and component.group_id else "",
        "nothing": "/nothing",
    }
    return {page: path for page, path in found.items() if path}
