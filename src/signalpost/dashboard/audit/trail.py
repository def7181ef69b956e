"""Who did what to what, when, and from where; what it was before and after."""

from __future__ import annotations

import json
from datetime import datetime

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.timezone import is_aware

from signalpost.dashboard import tables
from signalpost.dashboard.audit import reading, words
from signalpost.dashboard.audit.reading import Deed, Wanted
from signalpost.dashboard.fields import Moment
from signalpost.dashboard.screens import DashboardRequest, form_page
from signalpost.kernel.text import storable

PER_PAGE = 50
MOST_EXPORTED = 10_000

_COLUMNS = ("at", "kind", "by", "what", "from", "times", "facts")


class SieveForm(forms.Form):
    kind = forms.ChoiceField(label="What happened", required=False)
    person = forms.CharField(label="Who", max_length=300, required=False)
    text = forms.CharField(label="About", max_length=200, required=False)
    since = Moment(label="Since", required=False)
    until = Moment(label="Until", required=False)

    def __init__(self, data: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        choices = [("", "Anything"), *words.choices(reading.kinds())]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


def show(request: DashboardRequest) -> HttpResponse:
    form = SieveForm(request.GET)
    deeds: list[Deed] = []
    if form.is_valid():
        before = _moment(request.GET.get("before", ""))
        deeds = reading.page(Wanted(**form.cleaned_data), before=before, size=PER_PAGE)
    sieve = {name: request.GET.get(name, "") for name in form.fields}
    older = urlencode(sieve | {"before": deeds[-1].at.isoformat()}) if deeds else ""
    facts = {
        "deeds": deeds,
        "older": older if len(deeds) >= PER_PAGE else "",
        "sieve": urlencode(sieve),
        "most": MOST_EXPORTED,
    }
    return form_page(request, "dashboard/audit/trail.html", form, **facts)


def export(request: DashboardRequest) -> HttpResponseBase:
    """The newest that are wanted, as a table."""
    form = SieveForm(request.GET)
    if not form.is_valid():
        return show(request)
    deeds = reading.newest(Wanted(**form.cleaned_data), limit=MOST_EXPORTED)
    tables.note_export(request, "audit.exported", rows=len(deeds))
    return tables.answer("audit", _COLUMNS, map(_row, deeds))


def _row(deed: Deed) -> tuple[str, ...]:
    facts = json.dumps(deed.facts, ensure_ascii=False)
    at = deed.at.isoformat()
    return at, deed.kind, deed.by, deed.what, deed.address, str(deed.count), facts


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text) if storable(text) else None
    except ValueError:
        return None
    return moment if moment and is_aware(moment) else None
