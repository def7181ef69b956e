"""How the installation is doing, in four figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from signalpost.notifications.models import Delivery
from signalpost.overview import snapshot
from signalpost.subscribers import following


@dataclass(frozen=True, slots=True)
class Figures:
    """`uptime`: per cent over 30 days as the page counts it, empty where nothing is known yet."""

    open_incidents: int
    uptime: str
    subscribers: int
    waiting: int
    oldest_waits_since: datetime | None


def read(*, open_incidents: int) -> Figures:
    queue = Delivery.objects.waiting().aggregate(count=Count("pk"), oldest=Min("created_at"))
    return Figures(
        open_incidents=open_incidents,
        uptime=snapshot.current().uptime.month.in_words,
        subscribers=following.confirmed(),
        waiting=queue["count"],
        oldest_waits_since=queue["oldest"],
    )
