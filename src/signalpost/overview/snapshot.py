"""Everything a visitor sees, frozen: built in few queries, whatever the size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils import timezone

from signalpost.events import log
from signalpost.metrics import reading as metrics
from signalpost.overview import archive, banner, brand, components, groups, incidents, windows
from signalpost.overview.timeline import Calendar, midnight
from signalpost.overview.uptime import Uptimes
from signalpost.overview.views import IncidentView, SiteView, Snapshot, WindowView
from signalpost.site import operations as site
from signalpost.site.models import Site

#: Uptime and today's hours move on by themselves; nobody needs them to the second.
ROLLS_AFTER = timedelta(seconds=60)

_newest: Snapshot | None = None


def current() -> Snapshot:
    """The snapshot of now: the remembered one as far as it still says what the rows say."""
    global _newest
    now = timezone.now()
    newest, version = _newest, log.page_version()
    if newest is None or newest.version != version or now >= _stale_at(newest):
        newest = build()
    elif newest.revisions != metrics.revisions():  # points move no version
        newest = replace(newest, metrics=metrics.shown(at=now))
    _newest = newest
    return newest


def _stale_at(remembered: Snapshot) -> datetime:
    return min(remembered.until, remembered.made_at + ROLLS_AFTER)


def build() -> Snapshot:
    version = log.page_version()  # read first: the data is then at least this new
    now = timezone.now()
    here = site.current()
    calendar = Calendar.back(components.DAYS, until=now, zone=here.zone)
    maintenance = windows.lasting(since=calendar.turns[0])
    in_progress = [window for window in maintenance if window.is_in_progress]
    upcoming = [window for window in maintenance if window.is_upcoming]
    shown = groups.shown(maintenance, here=here, calendar=calendar)
    parts = [component for group in shown for component in group.components]
    told = incidents.on_page(since=calendar.begin(here.days_on_page), at=now)
    unresolved = _newest_update_first(incident for incident in told if incident.is_open)
    return Snapshot(
        version=version,
        made_at=now,
        until=_next_turn(maintenance, calendar, here),
        site=_site(here),
        level=banner.level(
            parts, unresolved, in_progress, major_threshold=here.major_outage_threshold
        ),
        causes=banner.causes(parts, unresolved, in_progress),
        open_incidents=unresolved,
        pinned_incidents=tuple(one for one in told if one.is_pinned and not one.is_open),
        windows=(*in_progress, *upcoming),
        groups=shown,
        uptime=sum((group.uptime for group in shown), Uptimes()),
        days=archive.every_day(
            (incident for incident in told if not incident.is_open),
            last=calendar.dates[-1],
            count=here.days_on_page,
            zone=here.zone,
        ),
        metrics=metrics.shown(at=now),
    )


def _next_turn(maintenance: Iterable[WindowView], calendar: Calendar, here: Site) -> datetime:
    turns = [
        midnight(calendar.dates[-1] + timedelta(days=1), here.zone),
        incidents.next_publication(after=calendar.until),
        *(window.turns_at for window in maintenance),
    ]
    return min(turn for turn in turns if turn and turn > calendar.until)


def _newest_update_first(unresolved: Iterable[IncidentView]) -> tuple[IncidentView, ...]:
    newest = sorted(unresolved, key=lambda incident: (incident.spoke_at, incident.id))
    return tuple(reversed(newest))


def _site(here: Site) -> SiteView:
    return SiteView(
        name=here.name,
        about=here.about,
        address=here.address,
        zone=here.zone,
        language=here.language,
        is_set_up=here.is_set_up,
        brand=brand.view(),
    )
