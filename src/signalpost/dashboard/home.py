"""What is wrong now, what comes next, and each component one tap away from another status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from signalpost.components.statuses import ComponentStatus
from signalpost.dashboard import figures
from signalpost.dashboard.incidents import picking
from signalpost.dashboard.screens import DashboardRequest, go_to
from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Incident, IncidentQuerySet
from signalpost.installation import example
from signalpost.kernel.errors import NotFound
from signalpost.maintenance.models import Window, WindowQuerySet
from signalpost.maintenance.statuses import WindowStatus
from signalpost.overview import forecast, present, words
from signalpost.overview.forecast import Part, Present

#: So many are shown; the rest are counted.
MOST_CAUSES = 6
MOST_INCIDENTS = 10
MOST_WINDOWS = 5


def show(request: DashboardRequest) -> HttpResponse:
    """What is wrong now; on an empty installation, what to do first."""
    now = timezone.now()
    scene = present.read(request.here, at=now)
    unresolved, windows = _unresolved(request, now), _windows(request)
    open_incidents = unresolved.count()
    facts = _now(scene) | {
        "is_empty": not scene.parts and not Incident.objects.exists(),
        "incidents": unresolved[:MOST_INCIDENTS],
        "more_incidents": max(0, open_incidents - MOST_INCIDENTS),
        "windows": windows[:MOST_WINDOWS],
        "more_windows": max(0, windows.count() - MOST_WINDOWS),
        "bunches": picking.bunches(scene, {}, unfolded=picking.UNFOLDED),
        "is_large": picking.is_large(scene),
        "figures": SimpleLazyObject(lambda: figures.read(open_incidents=open_incidents)),
    }
    return render(request, "dashboard/home.html", facts)


def ask_status(request: DashboardRequest, pk: int, status: str) -> HttpResponse:
    """What it would do to the page, and whether that is meant."""
    scene, part, said = _about(request, pk, status)
    then = forecast.stated(scene, pk, said, timezone.now())
    facts = {
        "part": part,
        "status": said,
        "level": then.level,
        "headline": words.HEADLINES[then.level],
        "is_same": then.level == scene.level,
        "silenced": [name for incident, name in scene.incidents.items() if incident in part.said],
    }
    template = "_asked.html" if request.htmx else "asked.html"
    return render(request, f"dashboard/home/{template}", facts)


def show_status(request: DashboardRequest, pk: int) -> HttpResponse:
    """The row of a component, as it is: for whoever did not mean it."""
    if not request.htmx:
        return go_to(request, reverse("dashboard"))
    scene = present.read(request.here, at=timezone.now())
    facts = {"row": _row(_part(scene, pk)), "choices": picking.choices(), "takes_focus": True}
    return render(request, "dashboard/home/_row.html", facts)


def state(request: DashboardRequest, pk: int, status: str) -> HttpResponse:
    """Say how a component is; what incidents said of it ends (domain rule 1)."""
    _, part, said = _about(request, pk, status)
    incidents.state_component(pk, by=request.by, status=said)
    if not request.htmx:
        messages.success(request, f"{part.name}: {said.label}.")
        return go_to(request, reverse("dashboard"))
    scene = present.read(request.here, at=timezone.now())
    facts = _now(scene) | {"row": _row(scene.parts[pk]), "is_stated": True, "takes_focus": True}
    return render(request, "dashboard/home/_stated.html", facts)


def fill_with_example(request: DashboardRequest) -> HttpResponse:
    """Fill an empty installation with a believable site, to try things on."""
    example.fill(by=request.by)
    return go_to(request, reverse("dashboard"))


@dataclass(frozen=True, slots=True)
class Cause:
    """Why the banner is as it is: a component, with the incidents that say so, or one of them."""

    status: ComponentStatus
    name: str
    incidents: tuple[tuple[int, str], ...] = ()


def _now(scene: Present) -> dict[str, object]:
    """What visitors are told, and why."""
    found = sorted(_causes(scene), key=lambda cause: -cause.status.severity)
    return {
        "level": scene.level,
        "headline": words.HEADLINES[scene.level],
        "causes": found[:MOST_CAUSES],
        "unnamed": len(found[MOST_CAUSES:]),
        "choices": picking.choices(),
    }


def _causes(scene: Present) -> Iterator[Cause]:
    for part in scene.shown:
        if part.status not in _QUIET:
            by = tuple((pk, scene.incidents[pk]) for pk in part.said if pk in scene.incidents)
            yield Cause(part.status, part.name, by)
    for pk in scene.bare_incidents:
        yield Cause(ComponentStatus.PERFORMANCE_ISSUES, "", ((pk, scene.incidents[pk]),))
    for name in scene.windows.values():
        yield Cause(ComponentStatus.UNDER_MAINTENANCE, name)


#: Of these the component itself is no cause; a window speaks for all that it covers.
_QUIET = (
    ComponentStatus.OPERATIONAL,
    ComponentStatus.UNKNOWN,
    ComponentStatus.UNDER_MAINTENANCE,
)


def _unresolved(request: DashboardRequest, now: datetime) -> IncidentQuerySet:
    rows = Incident.objects.seen_by(request.by, at=now).unresolved()
    return rows.annotate(updated=Max("updates__created_at")).order_by("-occurred_at", "-pk")


def _windows(request: DashboardRequest) -> WindowQuerySet:
    """In progress, then upcoming, in the order of time."""
    rows = Window.objects.seen_by(request.by).exclude(status=WindowStatus.COMPLETE)
    return rows.order_by("starts_at", "pk").prefetch_related("coverage__component")


def _about(
    request: DashboardRequest, pk: int, status: str
) -> tuple[Present, Part, ComponentStatus]:
    scene = present.read(request.here, at=timezone.now())
    if status not in picking.STATABLE:
        raise NotFound(f"“{status}” is no status that a component can be given.")
    return scene, _part(scene, pk), ComponentStatus(status)


def _row(part: Part) -> picking.Row:
    return picking.Row(part, part.status)


def _part(scene: Present, pk: int) -> Part:
    if pk not in scene.parts:
        raise NotFound(f"No component with id {pk}.")
    return scene.parts[pk]
