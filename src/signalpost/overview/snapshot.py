"""Everything a visitor sees, frozen: built in few queries, whatever the size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock
from zoneinfo import ZoneInfo

from django.utils import timezone

from signalpost.events import log
from signalpost.kernel.memory import Memory
from signalpost.kernel.text import in_line
from signalpost.metrics import reading as metrics
from signalpost.metrics.reading import Reading
from signalpost.overview import archive, banner, brand, components, groups, incidents, windows
from signalpost.overview.brand import BrandView
from signalpost.overview.rules import Level
from signalpost.overview.timeline import Calendar, midnight
from signalpost.overview.uptime import Uptimes
from signalpost.overview.views import Cause, ComponentView, Day, GroupView, IncidentView, WindowView
from signalpost.site import operations as site
from signalpost.site.models import Site


@dataclass(frozen=True, slots=True)
class SiteView:
    name: str
    about: str
    address: str
    zone: ZoneInfo
    language: str
    language_is_fixed: bool
    is_set_up: bool
    is_private: bool
    brand: BrandView


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`until` is when it stops being true by itself: a day, an embargo or a window turns.

    `memory` holds what was made of it. Metrics have another pace: what is made of one names which
    reading of it that was.
    """

    version: int
    made_at: datetime
    until: datetime
    site: SiteView
    level: Level
    causes: tuple[Cause, ...]
    open_incidents: tuple[IncidentView, ...]
    #: Resolved ones that the team keeps in sight, however old; `days` has them, too.
    pinned_incidents: tuple[IncidentView, ...]
    #: In progress, then upcoming, each in the order of time.
    windows: tuple[WindowView, ...]
    groups: tuple[GroupView, ...]
    uptime: Uptimes
    days: tuple[Day, ...]
    metrics: tuple[Reading, ...]
    memory: Memory = field(default_factory=Memory, compare=False, repr=False)

    @property
    def revisions(self) -> dict[int, int]:
        """Of each metric: other points, other values."""
        return {reading.metric.id: reading.metric.revision for reading in self.metrics}

    @property
    def components(self) -> Iterator[ComponentView]:
        return (component for group in self.groups for component in group.components)

    @property
    def is_empty(self) -> bool:
        return (
            not self.groups
            and not self.open_incidents
            and not self.pinned_incidents
            and not self.windows
            and not any(day.incidents for day in self.days)
            and not self.metrics
        )


#: Uptime and today's hours move on by themselves; nobody needs them to the second.
ROLLS_AFTER = timedelta(seconds=60)

_newest: Snapshot | None = None
_one_at_a_time = Lock()


def current() -> Snapshot:
    """The snapshot of now: the remembered one as far as it still says what the rows say.

    While one thread makes it anew the others wait for it: making it twice would only take longer.
    """
    global _newest
    now = timezone.now()
    known = _newest
    if known and _still_true(known, at=now) is known:
        return known
    with _one_at_a_time:
        _newest = _still_true(_newest, at=now) or build()
        return _newest


def _still_true(remembered: Snapshot | None, *, at: datetime) -> Snapshot | None:
    if remembered is None or remembered.version != log.page_version():
        return None
    if at >= min(remembered.until, remembered.made_at + ROLLS_AFTER):
        return None
    if remembered.revisions != metrics.revisions():  # points move no version
        return replace(remembered, metrics=metrics.shown(at=at))
    return remembered


def build() -> Snapshot:
    """Of now, whatever `current` remembers."""
    version = log.page_version()  # read first: the data is then at least this new
    now = timezone.now()
    here = site.current()
    calendar = Calendar.back(components.DAYS, until=now, zone=here.zone)
    tomorrow = midnight(calendar.dates[-1] + timedelta(days=1), here.zone)
    rows = groups.members()
    names = {row.pk: in_line(row.name) for row in rows}
    maintenance = windows.lasting(names, since=calendar.turns[0])
    in_progress = [window for window in maintenance if window.is_in_progress]
    upcoming = [window for window in maintenance if window.is_upcoming]
    shown = groups.shown(rows, maintenance, here=here, calendar=calendar)
    parts = [component for group in shown for component in group.components]
    told, publication = incidents.on_page(names, since=calendar.begin(here.days_on_page), at=now)
    unresolved = _newest_update_first(incident for incident in told if incident.is_open)
    return Snapshot(
        version=version,
        made_at=now,
        until=_first_after(now, tomorrow, publication, *(one.turns_at for one in maintenance)),
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


def _first_after(now: datetime, tomorrow: datetime, *turns: datetime | None) -> datetime:
    return min((turn for turn in turns if turn and now < turn < tomorrow), default=tomorrow)


def _newest_update_first(unresolved: Iterable[IncidentView]) -> tuple[IncidentView, ...]:
    newest = sorted(unresolved, key=lambda incident: (incident.spoke_at, incident.id))
    return tuple(reversed(newest))


def _site(here: Site) -> SiteView:
    return SiteView(
        name=in_line(here.name),
        about=here.about,
        address=here.address,
        zone=here.zone,
        language=here.language,
        language_is_fixed=here.language_is_fixed,
        is_set_up=here.is_set_up,
        is_private=here.is_private,
        brand=brand.view(),
    )
