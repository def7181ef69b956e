"""What open pages ask for twice a minute: whether there is anything new."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from signalpost.overview import snapshot
from signalpost.page import answers, rendering


@require_safe
def show(request: HttpRequest) -> HttpResponseBase:
    seen = snapshot.current()
    as_of = timezone.now().replace(second=0, microsecond=0)
    told = {
        "version": rendering.version(seen),
        "figures": sum(seen.revisions.values()),
        "as_of": as_of,
    }
    return answers.public(request, JsonResponse(told))
