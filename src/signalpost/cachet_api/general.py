"""/ping, /version, /status: contract 3.2."""

from __future__ import annotations

from django.db.models import OuterRef, Q, Subquery
from django.http import HttpResponse

from signalpost import __version__
from signalpost.cachet_api import answers
from signalpost.cachet_api.call import Call
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents.models import Incident, Update
from signalpost.incidents.statuses import IncidentStatus
from signalpost.overview import statuses


def ping(call: Call) -> HttpResponse:
    return answers.data("Pong!")


def version(call: Call) -> HttpResponse:
    """Our own version is always the latest we know of: nothing is asked elsewhere."""
    latest = {"tag_name": f"v{__version__}", "prelease": False, "draft": False}
    return answers.data(__version__, meta={"on_latest": True, "latest": latest})


def status(call: Call) -> HttpResponse:
    components = Component.objects.standing().filter(enabled=True)
    if not call.by.is_team:
        components = components.outside_hidden_groups()
    shown = list(statuses.shown(components, at=call.at).values())
    word, one, many = _verdict(call, shown)
    return answers.data({"status": word, "message": one if len(shown) <= 1 else many})


def _verdict(call: Call, shown: list[ComponentStatus]) -> tuple[str, str, str]:
    major = shown.count(ComponentStatus.MAJOR_OUTAGE)
    if shown and major * 100 >= call.site.cachet_major_outage_rate * len(shown):
        return (
            "danger",
            "The system is experiencing major issues",
            "Some systems are experiencing major issues",
        )
    well = all(status is ComponentStatus.OPERATIONAL for status in shown)
    if well and not _unresolved(call):
        return "success", "System operational", "All systems are operational"
    return (
        "info",
        "The system is experiencing issues",
        "Some systems are experiencing issues",
    )


def _unresolved(call: Call) -> bool:
    """Whether any published incident, hidden ones too, is neither fixed nor last said to be."""
    newest = Update.objects.filter(incident=OuterRef("pk")).order_by("-created_at", "-pk")
    open_ones = Incident.objects.published(at=call.at).unresolved()
    last = open_ones.annotate(last=Subquery(newest.values("status")[:1]))
    return last.filter(Q(last__isnull=True) | ~Q(last=IncidentStatus.FIXED)).exists()
