"""The first page: what is wrong now, and how everything is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from signalpost.kernel.errors import Invalid
from signalpost.metrics.choices import View
from signalpost.overview import archive, words
from signalpost.overview.snapshot import Snapshot
from signalpost.overview.views import Day, IncidentView
from signalpost.page import answers, days, figures, parameters, rendering
from signalpost.page.cards import Card
from signalpost.ui import phrases

#: Further windows are folded away.
WINDOWS_SHOWN = 5
#: Further ones are folded away: they would push what follows off the first screen.
CAUSES_NAMED = 6


@require_safe
def show(request: HttpRequest) -> HttpResponseBase:
    seen = answers.seen_by(request)
    try:
        last = parameters.day(request.GET, "start_date")
        view = parameters.choice(request.GET, "view", View)
    except Invalid as refusal:
        return answers.refused(refusal, seen)
    return answers.html(request, page(seen, last=last, view=view))


def page(seen: Snapshot, *, last: date | None = None, view: View | None = None) -> str:
    """`last`: the past incidents are those up to that day. `view`: how far back charts look."""
    return rendering.render(
        "page/home.html",
        seen,
        card=card(seen),
        query=_query(last, view),
        is_passing=bool(last or view),
        headline=words.HEADLINES[seen.level],
        causes=rendering.render_once("page/_causes.html", seen, lambda: _causes(seen)),
        present=rendering.render_once("page/_present.html", seen, lambda: _present(seen)),
        past=_past(seen, last),
        **figures.context(seen, view),
    )


def _causes(seen: Snapshot) -> dict[str, Any]:
    told = [(cause, words.IN_A_SENTENCE[cause.status]) for cause in seen.causes]
    return {"causes": told[:CAUSES_NAMED], "more_causes": told[CAUSES_NAMED:]}


def _present(seen: Snapshot) -> dict[str, Any]:
    windows = {
        "windows": seen.windows[:WINDOWS_SHOWN],
        "more_windows": seen.windows[WINDOWS_SHOWN:],
    }
    return windows | days.words(seen.components)


def _query(last: date | None, view: View | None) -> str:
    asked = {name: value for name, value in (("start_date", last), ("view", view)) if value}
    return f"?{urlencode(asked)}" if asked else ""


def card(seen: Snapshot) -> Card:
    """What the banner says and the names of what it is about."""
    names = [
        cause.component or cause.incident or cause.window for cause in seen.causes[:CAUSES_NAMED]
    ]
    listed = phrases.listed(dict.fromkeys(named.name[:100] for named in names if named))
    headline = str(words.HEADLINES[seen.level])
    return Card(
        path=reverse("home"),
        title=words.BRIEFLY[seen.level],
        description=phrases.about(headline, listed) if listed else headline,
        status=seen.level,
        headline=headline,
        below=listed,
    )


def _past(seen: Snapshot, last: date | None) -> SafeString:
    template = "page/_past.html"
    if last is None:
        return rendering.render_once(template, seen, lambda: {"days": _with_open(seen, seen.days)})
    count, today = len(seen.days), seen.days[0].date
    newest = min(last, today)
    told = archive.days(last=newest, count=count, zone=seen.site.zone)
    return rendering.render_part(
        template,
        seen,
        days=_with_open(seen, told),
        earlier=_earlier(newest - timedelta(days=count), seen),
        later=min(newest + timedelta(days=count), today) if newest < today else None,
    )


def _earlier(day: date, seen: Snapshot) -> date | None:
    """The day itself, where anything began on it or before and it can be asked for."""
    earliest = archive.earliest(zone=seen.site.zone)
    return day if earliest and earliest <= day and parameters.may_be_asked(day) else None


def _with_open(seen: Snapshot, days: Iterable[Day]) -> list[tuple[Day, list[IncidentView]]]:
    """Each day, with the incidents that began on it and are still open."""
    began: dict[date, list[IncidentView]] = defaultdict(list)
    for incident in seen.open_incidents:
        began[incident.occurred_at.astimezone(seen.site.zone).date()].append(incident)
    return [(day, began[day.date]) for day in days]
