"""The first page: what is wrong now, and how everything is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from signalpost.overview import snapshot, words
from signalpost.overview.views import Day, IncidentView, Snapshot
from signalpost.page import answers, rendering

#: More would push what follows off the first screen.
CAUSES_NAMED = 6


@require_safe
def show(request: HttpRequest) -> HttpResponseBase:
    seen = snapshot.current()
    if not seen.site.is_set_up:
        body = render_to_string("page/welcome.html")
        return HttpResponse(body, headers={"Cache-Control": "no-store"})
    return answers.html(request, page(seen))


def page(seen: Snapshot) -> str:
    named = seen.causes[:CAUSES_NAMED]
    return rendering.render(
        "page/home.html",
        seen,
        headline=words.HEADLINES[seen.level],
        briefly=words.BRIEFLY[seen.level],
        causes=[(cause, words.IN_A_SENTENCE[cause.status]) for cause in named],
        unnamed=len(seen.causes) - len(named),
        days=list(_with_open(seen)),
    )


def _with_open(seen: Snapshot) -> Iterator[tuple[Day, list[IncidentView]]]:
    """Each day, with the incidents that began on it and are still open."""
    began: dict[date, list[IncidentView]] = defaultdict(list)
    for incident in seen.open_incidents:
        began[incident.occurred_at.astimezone(seen.site.zone).date()].append(incident)
    for day in seen.days:
        yield day, began[day.date]
