"""Components as a visitor sees them: what they are now, and what they were."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from django.utils import timezone

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.kernel.actor import GUEST
from signalpost.kernel.text import in_line
from signalpost.overview import histories, windows
from signalpost.overview.chronicle import Chronicle, Told
from signalpost.overview.histories import History
from signalpost.overview.rules import Said, effective_status
from signalpost.overview.statuses import asserted
from signalpost.overview.timeline import Calendar
from signalpost.overview.uptime import Uptimes, Weights, uptimes
from signalpost.overview.views import ComponentView, WindowView
from signalpost.site import operations as site
from signalpost.site.models import Site

#: The days that the page's bar shows.
DAYS = 90
#: And what a component's own page does.
YEAR = 365
SPANS = (7, 30, DAYS, YEAR)

_latest: Chronicle | None = None


def views(
    rows: Sequence[Component], maintenance: Iterable[WindowView], *, here: Site, calendar: Calendar
) -> list[ComponentView]:
    """In the order of `rows`, over the days of the page."""
    global _latest
    chronicle = Chronicle(calendar, earlier=_latest)
    shown = _views(rows, maintenance, chronicle, calendar, here)
    _latest = chronicle
    return shown


def over_a_year(component_ids: Collection[int]) -> list[ComponentView]:
    """Those of them that visitors may see, with their last 365 days."""
    seen = Component.objects.seen_by(GUEST).outside_hidden_groups()
    here = site.current()
    calendar = Calendar.back(YEAR, until=timezone.now(), zone=here.zone)
    rows = list(seen.filter(pk__in=component_ids))
    names = {row.pk: in_line(row.name) for row in rows}
    maintenance = windows.lasting(names, since=calendar.turns[0])
    return _views(rows, maintenance, Chronicle(calendar), calendar, here)


def _views(
    rows: Iterable[Component],
    maintenance: Iterable[WindowView],
    chronicle: Chronicle,
    calendar: Calendar,
    here: Site,
) -> list[ComponentView]:
    ids = [row.pk for row in rows]
    past = histories.read(ids, maintenance, since=calendar.turns[0], until=calendar.until)
    counted = weights(here)
    return [
        _view(row, past[row.pk], chronicle.tell(row.pk, past[row.pk]), calendar, counted)
        for row in rows
    ]


def weights(here: Site) -> Weights:
    """As the site's settings count downtime."""
    shares = {
        ComponentStatus.PERFORMANCE_ISSUES: here.performance_issues_weight,
        ComponentStatus.PARTIAL_OUTAGE: here.partial_outage_weight,
        ComponentStatus.MAJOR_OUTAGE: here.major_outage_weight,
        ComponentStatus.UNDER_MAINTENANCE: 100 if here.maintenance_is_downtime else 0,
    }
    return {status: share / 100 for status, share in shares.items() if share}


def _view(
    row: Component, past: History, told: Told, calendar: Calendar, weights: Weights
) -> ComponentView:
    return ComponentView(
        id=row.pk,
        name=in_line(row.name),
        description=row.description,
        link=row.link,
        status=_status(row, past),
        asserted_at=row.asserted_at,
        uptime=_uptimes(told, calendar, weights),
        cells=told.cells,
    )


def _status(row: Component, past: History) -> ComponentStatus:
    standing = [Said(claim.status, claim.said_at) for claim in past.claims if not claim.ended_at]
    covered = any(window.ended_at is None for window in past.windows)
    return effective_status(asserted(row), impacts=standing, in_maintenance=covered)


def _uptimes(told: Told, calendar: Calendar, weights: Weights) -> Uptimes:
    spans = [calendar.begin(days) for days in SPANS if days <= len(calendar.dates)]
    since = [calendar.until - timedelta(days=1), *spans]
    return Uptimes(*uptimes(told.spells, since=since, until=calendar.until, weights=weights))
