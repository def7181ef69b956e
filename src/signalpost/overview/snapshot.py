"""Everything a visitor sees, frozen: built in few queries, whatever the size."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from signalpost.events import log
from signalpost.overview import archive, banner, groups, incidents, rules
from signalpost.overview.timeline import midnight
from signalpost.overview.uptime import Uptimes
from signalpost.overview.views import ComponentView, IncidentView, SiteView, Snapshot
from signalpost.site import operations as site
from signalpost.site.models import Site

_newest: Snapshot | None = None


def current() -> Snapshot:
    """The snapshot of now: the remembered one while it still says what the rows say."""
    global _newest
    remembered, version = _newest, log.page_version()
    if remembered and remembered.version == version and timezone.now() < remembered.until:
        return remembered
    _newest = build()
    return _newest


def build() -> Snapshot:
    version = log.page_version()  # read first: the data is then at least this new
    now = timezone.now()
    here = site.current()
    today = now.astimezone(here.zone).date()
    first_day = today - timedelta(days=here.days_on_page - 1)
    shown = groups.shown(here, at=now)
    told = incidents.on_page(since=midnight(first_day, here.zone), at=now)
    unresolved = _newest_update_first(incident for incident in told if incident.is_open)
    components = [component for group in shown for component in group.components]
    publication = incidents.next_publication(after=now)
    tomorrow = midnight(today + timedelta(days=1), here.zone)
    return Snapshot(
        version=version,
        made_at=now,
        until=min(filter(None, (tomorrow, publication))),
        site=_site(here),
        level=_level(components, unresolved, here),
        causes=banner.causes(components, unresolved),
        open_incidents=unresolved,
        pinned_incidents=tuple(one for one in told if one.is_pinned and not one.is_open),
        groups=shown,
        uptime=sum((group.uptime for group in shown), Uptimes()),
        days=archive.every_day(
            (incident for incident in told if not incident.is_open),
            last=today,
            count=here.days_on_page,
            zone=here.zone,
        ),
    )


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
    )


def _level(
    components: Iterable[ComponentView], unresolved: Iterable[IncidentView], here: Site
) -> rules.Level:
    return rules.level(
        [component.status for component in components],
        has_bare_incident=any(not incident.open_impacts for incident in unresolved),
        in_maintenance=False,
        major_threshold=here.major_outage_threshold,
    )
