"""What open pages ask for twice a minute: whether there is anything new."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from signalpost.overview import snapshot
from signalpost.overview.snapshot import Snapshot
from signalpost.page import answers, rendering
from signalpost.page.bars import WELL

#: So long the answer stays the same while nothing happens, and asking again costs next to nothing.
HOLDS = timedelta(minutes=5)


@require_safe
def show(request: HttpRequest) -> HttpResponseBase:
    """`until`: whoever still hears this later hears something old."""
    seen = snapshot.current()
    told = {
        "version": rendering.version(seen),
        "figures": sum(seen.revisions.values()),
        "moving": _is_moving(seen),
        "until": _end_of_span(timezone.now()),
    }
    return answers.public(request, JsonResponse(told))


def _is_moving(seen: Snapshot) -> bool:
    """Whether uptime and today's hours go on without anything that happens."""
    return any(component.status not in WELL for component in seen.components)


def _end_of_span(now: datetime) -> datetime:
    begun = now.replace(minute=0, second=0, microsecond=0)
    return begun + ((now - begun) // HOLDS + 1) * HOLDS
