"""Everything a visitor sees, frozen: built in few queries, whatever the size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q
from django.utils import timezone

from signalpost.components.models import Component, Group
from signalpost.components.statuses import ComponentStatus
from signalpost.events import log
from signalpost.incidents.models import Impact, Incident, IncidentQuerySet, Update
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import GUEST
from signalpost.overview import rules, statuses
from signalpost.overview.rules import Level
from signalpost.site import operations as site


@dataclass(frozen=True, slots=True)
class ComponentView:
    id: int
    name: str
    description: str
    link: str
    status: ComponentStatus
    #: Since when the asserted status stands.
    asserted_at: datetime


@dataclass(frozen=True, slots=True)
class GroupView:
    """`id` is None for the components without a group."""

    id: int | None
    name: str
    is_folded: bool
    status: ComponentStatus
    components: tuple[ComponentView, ...]


@dataclass(frozen=True, slots=True)
class ImpactView:
    component_id: int
    component: str
    status: ComponentStatus
    began_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class UpdateView:
    id: int
    status: IncidentStatus
    message: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class IncidentView:
    """`updates` newest first; `impacts` with the open ones first, one line per component."""

    id: int
    name: str
    message: str
    status: IncidentStatus
    is_pinned: bool
    occurred_at: datetime
    resolved_at: datetime | None
    impacts: tuple[ImpactView, ...]
    updates: tuple[UpdateView, ...]

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None

    @property
    def open_impacts(self) -> tuple[ImpactView, ...]:
        return tuple(impact for impact in self.impacts if impact.ended_at is None)

    @property
    def severity(self) -> ComponentStatus:
        """The worst it says now, or said while it lasted; a bare incident degrades."""
        said = self.open_impacts if self.is_open else self.impacts
        if not said:
            return ComponentStatus.PERFORMANCE_ISSUES
        return rules.worst(impact.status for impact in said)

    @property
    def spoke_at(self) -> datetime:
        return self.updates[0].created_at if self.updates else self.occurred_at


@dataclass(frozen=True, slots=True)
class Cause:
    """Why the banner is what it is: a component, an incident, or one because of the other."""

    status: ComponentStatus
    since: datetime
    component: ComponentView | None = None
    incident: IncidentView | None = None


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    incidents: tuple[IncidentView, ...]


@dataclass(frozen=True, slots=True)
class SiteView:
    name: str
    about: str
    address: str
    zone: ZoneInfo
    language: str
    is_set_up: bool


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`until` is when it stops being true by itself: the day turns, or an embargo ends."""

    version: int
    made_at: datetime
    until: datetime
    site: SiteView
    level: Level
    causes: tuple[Cause, ...]
    open_incidents: tuple[IncidentView, ...]
    groups: tuple[GroupView, ...]
    days: tuple[Day, ...]

    @property
    def is_empty(self) -> bool:
        return (
            not self.groups
            and not self.open_incidents
            and not any(day.incidents for day in self.days)
        )


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
    groups = _groups(now)
    since = datetime.combine(first_day, datetime.min.time(), here.zone)
    incidents = [_incident(row) for row in _incident_rows(since, now)]
    unresolved = sorted(
        (incident for incident in incidents if incident.is_open),
        key=lambda incident: (incident.spoke_at, incident.id),
        reverse=True,
    )
    components = [component for group in groups for component in group.components]
    return Snapshot(
        version=version,
        made_at=now,
        until=min(filter(None, (_midnight_after(today, here.zone), _next_publication(now)))),
        site=SiteView(
            name=here.name,
            about=here.about,
            address=here.address,
            zone=here.zone,
            language=here.language,
            is_set_up=here.is_set_up,
        ),
        level=rules.level(
            [component.status for component in components],
            has_bare_incident=any(not incident.open_impacts for incident in unresolved),
            in_maintenance=False,
            major_threshold=here.major_outage_threshold,
        ),
        causes=_causes(components, unresolved),
        open_incidents=tuple(unresolved),
        groups=tuple(groups),
        days=_days(incidents, first=first_day, last=today, zone=here.zone),
    )


def incident(incident_id: int) -> IncidentView | None:
    """One incident as a visitor sees it; None where there is none for visitors."""
    rows = _with_parts(Incident.objects.seen_by(GUEST, at=timezone.now()))
    row = rows.filter(pk=incident_id).first()
    return _incident(row) if row else None


def _groups(now: datetime) -> list[GroupView]:
    rows = list(Component.objects.seen_by(GUEST).outside_hidden_groups().order_by("position", "pk"))
    effective = statuses.shown(rows, at=now)
    members = defaultdict(list)
    for row in rows:
        members[row.group_id].append(_component(row, effective[row.pk]))
    named = Group.objects.seen_by(GUEST).order_by("position", "pk")
    views = [_group(group, members[group.pk]) for group in named if members[group.pk]]
    if loose := members[None]:
        views.append(_group(None, loose))
    return views


def _component(row: Component, status: ComponentStatus) -> ComponentView:
    return ComponentView(
        id=row.pk,
        name=row.name,
        description=row.description,
        link=row.link,
        status=status,
        asserted_at=row.asserted_at,
    )


def _group(group: Group | None, members: list[ComponentView]) -> GroupView:
    status = rules.worst(member.status for member in members)
    folded = group is not None and (
        group.collapsed == 1
        or (
            group.collapsed > 1 and status in (ComponentStatus.OPERATIONAL, ComponentStatus.UNKNOWN)
        )
    )
    return GroupView(
        id=group.pk if group else None,
        name=group.name if group else "",
        is_folded=folded,
        status=status,
        components=tuple(members),
    )


def _incident_rows(since: datetime, now: datetime) -> Iterable[Incident]:
    recent = Q(occurred_at__gte=since) | Q(resolved_at__isnull=True)
    seen = Incident.objects.seen_by(GUEST, at=now).filter(recent)
    return _with_parts(seen).order_by("-occurred_at", "-pk")


def _with_parts(incidents: IncidentQuerySet) -> IncidentQuerySet:
    impacts = Impact.objects.select_related("component").order_by("began_at", "pk")
    updates = Update.objects.order_by("-created_at", "-pk")
    return incidents.prefetch_related(Prefetch("impacts", impacts), Prefetch("updates", updates))


def _incident(row: Incident) -> IncidentView:
    return IncidentView(
        id=row.pk,
        name=row.name,
        message=row.message,
        status=IncidentStatus(row.status),
        is_pinned=row.stickied,
        occurred_at=row.occurred_at,
        resolved_at=row.resolved_at,
        impacts=_impacts(row.impacts.all()),
        updates=tuple(
            UpdateView(
                id=update.pk,
                status=IncidentStatus(update.status),
                message=update.message,
                created_at=update.created_at,
            )
            for update in row.updates.all()
        ),
    )


def _impacts(rows: Iterable[Impact]) -> tuple[ImpactView, ...]:
    """One per component: what is said now, or else the worst that was said."""
    best: dict[int, ImpactView] = {}
    for row in rows:
        if row.ended_at is None and (not row.component.enabled or row.component.deleted_at):
            continue
        view = ImpactView(
            component_id=row.component_id,
            component=row.component.name,
            status=ComponentStatus(row.status),
            began_at=row.began_at,
            ended_at=row.ended_at,
        )
        known = best.get(row.component_id)
        if known is None or _outweighs(view, known):
            best[row.component_id] = view
    return tuple(
        sorted(
            best.values(),
            key=lambda view: (view.ended_at is not None, -view.status.severity, view.component),
        )
    )


def _outweighs(view: ImpactView, known: ImpactView) -> bool:
    if (view.ended_at is None) != (known.ended_at is None):
        return view.ended_at is None
    return view.status.severity > known.status.severity


def _causes(
    components: Iterable[ComponentView], unresolved: Iterable[IncidentView]
) -> tuple[Cause, ...]:
    """Worst first: components that are not well, with the incident that says so; then the rest."""
    causes = []
    for component in components:
        if component.status in (ComponentStatus.OPERATIONAL, ComponentStatus.UNKNOWN):
            continue
        said = [
            (impact, incident)
            for incident in unresolved
            for impact in incident.open_impacts
            if impact.component_id == component.id and impact.status == component.status
        ]
        if said:
            impact, incident = min(said, key=lambda pair: pair[0].began_at)
            causes.append(Cause(component.status, impact.began_at, component, incident))
        else:
            causes.append(Cause(component.status, component.asserted_at, component))
    causes += [
        Cause(ComponentStatus.PERFORMANCE_ISSUES, incident.occurred_at, incident=incident)
        for incident in unresolved
        if not incident.open_impacts
    ]
    return tuple(sorted(causes, key=lambda cause: (-cause.status.severity, cause.since)))


def _days(
    incidents: Iterable[IncidentView], *, first: date, last: date, zone: ZoneInfo
) -> tuple[Day, ...]:
    """Newest first; what is still open stands above, not here."""
    by_day = defaultdict(list)
    for incident in incidents:
        if not incident.is_open:
            by_day[incident.occurred_at.astimezone(zone).date()].append(incident)
    span = (last - first).days + 1
    dates = [last - timedelta(days=back) for back in range(span)]
    return tuple(Day(date=day, incidents=tuple(by_day[day])) for day in dates)


def _midnight_after(today: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(today + timedelta(days=1), datetime.min.time(), zone)


def _next_publication(now: datetime) -> datetime | None:
    waiting = Incident.objects.standing().filter(published_at__gt=now, visible=True)
    return waiting.order_by("published_at").values_list("published_at", flat=True).first()
