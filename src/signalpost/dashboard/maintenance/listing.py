"""What is in progress, what comes, what was; and a month at a glance."""

from __future__ import annotations

import calendar
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from signalpost.dashboard.screens import DashboardRequest
from signalpost.kernel.moments import FIRST_YEAR, LAST_YEAR
from signalpost.maintenance.models import Window, WindowQuerySet
from signalpost.maintenance.statuses import WindowStatus

PER_PAGE = 20
#: So many windows a month shows at most.
MOST_IN_A_MONTH = 200


def show(request: DashboardRequest) -> HttpResponse:
    seen = Window.objects.seen_by(request.by)
    past = seen.filter(status=WindowStatus.COMPLETE).order_by("-starts_at", "-pk")
    first = _month(request.GET.get("month", ""))
    facts = {
        "in_progress": seen.in_progress().order_by("starts_at", "pk"),
        "upcoming": seen.upcoming().order_by("starts_at", "pk")[:MOST_IN_A_MONTH],
        "past": Paginator(past, PER_PAGE).get_page(request.GET.get("page")),
        "month": first,
        "weeks": _weeks(first, seen, request.here.zone),
        "weekdays": calendar.day_abbr,
        "before": first - timedelta(days=1),
        "after": first + timedelta(days=31),
        "today": timezone.localdate(),
    }
    return render(request, "dashboard/maintenance/list.html", facts)


def _month(text: str) -> date:
    """The first of the month that an address names as 2026-11; of this one, where it names none."""
    try:
        first = datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        return timezone.localdate().replace(day=1)
    is_kept = FIRST_YEAR < first.year < LAST_YEAR
    return first if is_kept else timezone.localdate().replace(day=1)


def _weeks(first: date, seen: WindowQuerySet, zone: ZoneInfo) -> list[list[dict[str, object]]]:
    """Each day with what is under way on it, by the site's calendar."""
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    begin = datetime.combine(weeks[0][0], time(), zone)
    end = datetime.combine(weeks[-1][-1] + timedelta(days=1), time(), zone)
    now = timezone.now()
    planned = Q(ends_at__gte=begin) | Q(starts_at__gte=begin)
    lasting = Q(ended_at__gte=begin) | Q(planned, ended_at__isnull=True)
    if now >= begin:
        lasting |= Q(status=WindowStatus.IN_PROGRESS)
    begun = Q(starts_at__lt=end) | Q(began_at__lt=end)
    rows = seen.filter(lasting, begun).order_by("starts_at", "pk")[:MOST_IN_A_MONTH]
    by_day: dict[date, list[Window]] = defaultdict(list)
    for window in rows:
        for day in _days(window, weeks[0][0], weeks[-1][-1], zone, now):
            by_day[day].append(window)
    return [
        [
            {"date": day, "is_of_month": day.month == first.month, "windows": by_day[day]}
            for day in week
        ]
        for week in weeks
    ]


def _days(window: Window, first: date, last: date, zone: ZoneInfo, now: datetime) -> list[date]:
    begin = min(window.starts_at, window.began_at or window.starts_at)
    began = max(begin.astimezone(zone).date(), first)
    ended = _end(window, now).astimezone(zone).date()
    length = (min(ended, last) - began).days
    return [began + timedelta(days=number) for number in range(length + 1)]


def _end(window: Window, now: datetime) -> datetime:
    """What is in progress lasts until now at least, whatever was planned."""
    planned = window.ends_at or window.starts_at
    if window.status == WindowStatus.IN_PROGRESS:
        return max(planned, now)
    return window.ended_at or planned
