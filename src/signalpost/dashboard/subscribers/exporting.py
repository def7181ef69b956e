"""Subscribers as a table, which the import can read again."""

from __future__ import annotations

from collections.abc import Iterator

from django.http.response import HttpResponseBase

from signalpost.dashboard import tables
from signalpost.dashboard.screens import DashboardRequest
from signalpost.dashboard.subscribers import listing
from signalpost.subscribers import names, table
from signalpost.subscribers.models import SubscriberQuerySet

COLUMNS = (*table.COLUMNS, "since")

_AT_ONCE = 2_000


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
    in_order = found.order_by("pk").prefetch_related("subscriptions")
    for row in in_order.iterator(chunk_size=_AT_ONCE):
        chosen = list(row.subscriptions.all())
        named = components.listed(one.component_id for one in chosen if one.component_id)
        grouped = groups.listed(one.group_id for one in chosen if one.group_id)
        if not (row.follows_everything or named or grouped):
            named = table.NOTHING  # two empty cells mean everything
        confirmed = "yes" if row.verified_at else "no"
        yield row.address, named, grouped, confirmed, row.created_at.isoformat()
