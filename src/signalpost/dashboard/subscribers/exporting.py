"""Subscribers as a table, which the import can read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from django.http.response import HttpResponseBase

from signalpost.dashboard import tables
from signalpost.dashboard.screens import DashboardRequest
from signalpost.dashboard.subscribers import listing
from signalpost.subscribers import names, table
from signalpost.subscribers.models import Subscriber, SubscriberQuerySet, Subscription

COLUMNS = (*table.COLUMNS, "since")

_AT_ONCE = 1_000


def export(request: DashboardRequest) -> HttpResponseBase:
    """All that the sieve lets through."""
    form = listing.SieveForm(request.GET)
    if not form.is_valid():
        return listing.show(request)
    found = listing.wanted(form)
    tables.note_export(request, "subscribers.exported", rows=found.count())
    return tables.answer("subscribers", COLUMNS, _rows(found))


def _rows(found: SubscriberQuerySet) -> Iterator[tuple[str, ...]]:
    components, groups = names.of_components(), names.of_groups()
    rows = found.order_by("pk").iterator(chunk_size=_AT_ONCE)
    while some := list(islice(rows, _AT_ONCE)):
        chosen = _chosen(some)
        for row in some:
            named = components.listed(pk for pk, _ in chosen[row.pk])
            grouped = groups.listed(pk for _, pk in chosen[row.pk])
            if not (row.follows_everything or named or grouped):
                named = table.NOTHING  # two empty cells mean everything
            confirmed = "yes" if row.verified_at else "no"
            yield row.address, named, grouped, confirmed, row.created_at.isoformat()


def _chosen(some: list[Subscriber]) -> dict[int, list[tuple[int | None, int | None]]]:
    """By subscriber, ids of components and of groups; plain, since there may be very many."""
    chosen: dict[int, list[tuple[int | None, int | None]]] = defaultdict(list)
    rows = Subscription.objects.filter(subscriber__in=some).order_by("pk")
    for subscriber, component, group in rows.values_list("subscriber", "component", "group"):
        chosen[subscriber].append((component, group))
    return chosen
