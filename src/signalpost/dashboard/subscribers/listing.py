"""All subscribers, newest first: found by a part of their address, and by what they wait for."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.db.models import Count
from django.http import HttpResponse, QueryDict
from django.utils.http import urlencode

from signalpost.dashboard.screens import DashboardRequest, form_page
from signalpost.kernel.text import EMAIL
from signalpost.subscribers.models import Subscriber, SubscriberQuerySet, Subscription

ON_A_PAGE = 50


class SieveForm(forms.Form):
    q = forms.CharField(
        label="Address",
        required=False,
        max_length=EMAIL,
        widget=forms.TextInput(attrs={"type": "search", "data-key": "/"}),
    )
    state = forms.ChoiceField(
        required=False,
        choices=[("", "Any"), ("confirmed", "Confirmed"), ("waiting", "Waiting")],
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A subscriber, and how many things it has chosen where it does not follow everything."""

    subscriber: Subscriber
    components: int
    groups: int


def show(request: DashboardRequest) -> HttpResponse:
    form = SieveForm(request.GET)
    found = wanted(form) if form.is_valid() else Subscriber.objects.none()
    before = _number(request.GET, "before")
    page = list(_older(found, before)[: ON_A_PAGE + 1])
    sieve = {name: request.GET.get(name, "") for name in form.fields}
    facts = {
        "rows": _rows(page[:ON_A_PAGE]),
        "counts": _counts(),
        "found": found.count() if any(sieve.values()) else None,
        "sieve": urlencode(sieve),
        "older": page[ON_A_PAGE - 1].pk if len(page) > ON_A_PAGE else None,
        "is_first": before is None,
    }
    return form_page(request, "dashboard/subscribers/list.html", form, **facts)


def wanted(form: SieveForm) -> SubscriberQuerySet:
    """Those that a valid form lets through."""
    rows = Subscriber.objects.all()
    if text := form.cleaned_data["q"]:
        rows = rows.filter(address__icontains=text)
    match form.cleaned_data["state"]:
        case "confirmed":
            return rows.confirmed()
        case "waiting":
            return rows.waiting()
    return rows


def _older(rows: SubscriberQuerySet, before: int | None) -> SubscriberQuerySet:
    """By id and not by offset: the last page costs what the first one does."""
    newest = rows.order_by("-pk")
    return newest if before is None else newest.filter(pk__lt=before)


def _rows(page: list[Subscriber]) -> list[Row]:
    chosen = Subscription.objects.standing().filter(subscriber__in=page)
    counted = chosen.values_list("subscriber").annotate(Count("component"), Count("group"))
    counts = {pk: (components, groups) for pk, components, groups in counted}
    return [Row(one, *counts.get(one.pk, (0, 0))) for one in page]


def _counts() -> dict[str, int]:
    counted = Subscriber.objects.aggregate(all=Count("pk"), confirmed=Count("verified_at"))
    return counted | {"waiting": counted["all"] - counted["confirmed"]}


def _number(given: QueryDict, name: str) -> int | None:
    text = given.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None
