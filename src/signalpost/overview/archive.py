"""What happened before: by day, by month, and as a search finds it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.db.models import Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from signalpost.incidents.models import Impact, Incident, IncidentQuerySet
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import GUEST
from signalpost.overview import incidents, names, windows
from signalpost.overview.timeline import midnight
from signalpost.overview.views import Day, IncidentView

PER_PAGE = 30
#: Each costs a look into every text; those that follow are not looked for.
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found, newest first."""

    incidents: tuple[IncidentView, ...]
    total: int
    page: int
    pages: int


def days(*, last: date, count: int, zone: ZoneInfo) -> tuple[Day, ...]:
    """Resolved incidents of the `count` days up to `last`, newest day first."""
    first = last - timedelta(days=count - 1)
    rows = _begun(_seen().exclude(resolved_at__isnull=True), first=first, last=last, zone=zone)
    return every_day(_views(rows), last=last, count=count, zone=zone)


def every_day(
    told: Iterable[IncidentView], *, last: date, count: int, zone: ZoneInfo
) -> tuple[Day, ...]:
    """The `count` days up to `last`, newest first, those on which nothing began, too."""
    known = {day.date: day for day in by_day(told, zone=zone)}
    dates = [last - timedelta(days=back) for back in range(count)]
    return tuple(known.get(day) or Day(date=day, incidents=()) for day in dates)


def by_day(told: Iterable[IncidentView], *, zone: ZoneInfo) -> tuple[Day, ...]:
    """The days on which they began, in the order in which they are told."""
    began: dict[date, list[IncidentView]] = defaultdict(list)
    for incident in told:
        began[incident.occurred_at.astimezone(zone).date()].append(incident)
    return tuple(Day(date=day, incidents=tuple(of_day)) for day, of_day in began.items())


def of_month(first: date, *, zone: ZoneInfo) -> tuple[Day, ...]:
    """The days on which something began, newest first, maintenance that is over among it."""
    last = end_of(first)
    told = by_day(_views(_begun(_seen(), first=first, last=last, zone=zone)), zone=zone)
    since, until = midnight(first, zone), midnight(last + timedelta(days=1), zone)
    days = {day.date: day for day in told}
    for window in windows.over(since=since, until=until):
        day = window.since.astimezone(zone).date()
        known = days.get(day) or Day(date=day, incidents=())
        days[day] = replace(known, windows=(*known.windows, window))
    return tuple(days[day] for day in sorted(days, reverse=True))


def end_of(month: date) -> date:
    """Its last day."""
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def search(
    *,
    text: str = "",
    touching: Collection[int] | None = None,
    status: IncidentStatus | None = None,
    page: int = 1,
) -> Found:
    """Whatever is given must hold: a component of `touching` was touched, and each word of `text`
    stands in the name, the message, the post-mortem or an update.
    """
    rows = _seen()
    if touching is not None:
        stated = Impact.objects.filter(component__in=touching).values("incident")
        rows = rows.filter(Q(pk__in=stated) | Q(component__in=touching))
    if status is not None:
        rows = rows.filter(status=status)
    for word in _words(text):
        rows = rows.saying(word)
    paginator = Paginator(rows.order_by("-occurred_at", "-pk"), PER_PAGE)
    asked = paginator.get_page(page)
    shown = tuple(incidents.views(asked.object_list, names.shown()))
    return Found(shown, total=paginator.count, page=asked.number, pages=paginator.num_pages)


def _words(text: str) -> list[str]:
    """Each once, however it is written."""
    return list({word.casefold(): word for word in text.split()}.values())[:MOST_WORDS]


@dataclass(frozen=True, slots=True)
class Lasting:
    """From when to when an incident lasted; `ended_at` None while it does."""

    id: int
    name: str
    began_at: datetime
    ended_at: datetime | None


def lasting(*, since: datetime) -> list[Lasting]:
    """What was going on at any time since then, newest first."""
    rows = _seen().filter(Q(resolved_at__gt=since) | Q(resolved_at__isnull=True))
    told = rows.order_by("-occurred_at", "-pk")
    return [Lasting(*row) for row in told.values_list("pk", "name", "occurred_at", "resolved_at")]


def earliest(*, zone: ZoneInfo) -> date | None:
    """The day on which the first thing began that a month tells of."""
    incident = _seen().order_by("occurred_at").values_list("occurred_at", flat=True).first()
    known = [began for began in (incident, windows.first_over()) if began]
    return min(known).astimezone(zone).date() if known else None


def months(*, zone: ZoneInfo) -> list[date]:
    """The first days of those that have something to tell, newest first."""
    found = _seen().annotate(month=TruncMonth("occurred_at", tzinfo=zone)).order_by()
    began = {month.date() for month in found.values_list("month", flat=True).distinct()}
    return sorted(began | windows.months_of_any(zone=zone), reverse=True)


def addresses(*, limit: int = 5_000) -> list[tuple[int, datetime]]:
    """Ids of the newest incidents, and when each was changed last."""
    rows = _seen().order_by("-occurred_at", "-pk")
    return list(rows.values_list("pk", "updated_at")[:limit])


def _seen() -> IncidentQuerySet:
    return Incident.objects.seen_by(GUEST, at=timezone.now())


def _begun(rows: IncidentQuerySet, *, first: date, last: date, zone: ZoneInfo) -> IncidentQuerySet:
    since, until = midnight(first, zone), midnight(last + timedelta(days=1), zone)
    return rows.filter(occurred_at__gte=since, occurred_at__lt=until)


def _views(rows: IncidentQuerySet) -> tuple[IncidentView, ...]:
    return tuple(incidents.views(rows.order_by("-occurred_at", "-pk"), names.shown()))
