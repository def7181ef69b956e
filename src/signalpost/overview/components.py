"""Components as a visitor sees them: what they are now, and what they were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.overview import histories
from signalpost.overview.chronicle import Chronicle, Told
from signalpost.overview.histories import History
from signalpost.overview.rules import Said, effective_status
from signalpost.overview.statuses import asserted
from signalpost.overview.timeline import Calendar
from signalpost.overview.uptime import Uptimes, Weights, uptimes
from signalpost.overview.views import ComponentView
from signalpost.site.models import Site

#: The days that the page's bar shows.
DAYS = 90
SPANS = (7, 30, 90, 365)

_latest: Chronicle | None = None


def views(rows: Sequence[Component], *, here: Site, at: datetime) -> list[ComponentView]:
    """In the order of `rows`."""
    global _latest
    calendar = Calendar.back(DAYS, until=at, zone=here.zone)
    chronicle = Chronicle(calendar, earlier=_latest)
    past = histories.read([row.pk for row in rows], since=calendar.turns[0], until=at)
    shown = [
        _view(row, past[row.pk], chronicle.tell(row.pk, past[row.pk]), calendar, weights(here))
        for row in rows
    ]
    _latest = chronicle
    return shown


def weights(here: Site) -> Weights:
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
        name=row.name,
        description=row.description,
        link=row.link,
        status=_status(row, past),
        asserted_at=row.asserted_at,
        uptime=_uptimes(told, calendar, weights),
        cells=told.cells,
    )


def _status(row: Component, past: History) -> ComponentStatus:
    standing = [Said(claim.status, claim.said_at) for claim in past.claims if not claim.ended_at]
    return effective_status(asserted(row), impacts=standing)


def _uptimes(told: Told, calendar: Calendar, weights: Weights) -> Uptimes:
    spans = [calendar.begin(days) for days in SPANS if days <= len(calendar.dates)]
    since = [calendar.until - timedelta(days=1), *spans]
    return Uptimes(*uptimes(told.spells, since=since, until=calendar.until, weights=weights))
