"""Who did what to what, when, and from where; what it was before and after."""

from __future__ import annotations

import csv
import json
from datetime import datetime

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.timezone import is_aware

from signalpost.dashboard.audit import reading
from signalpost.dashboard.audit.reading import Deed, Wanted
from signalpost.dashboard.fields import Moment
from signalpost.dashboard.screens import DashboardRequest
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
        choices = [("", "Anything"), *((kind, kind) for kind in reading.kinds())]
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
        "form": form,
        "deeds": deeds,
        "older": older if len(deeds) >= PER_PAGE else "",
        "sieve": urlencode(sieve),
        "most": MOST_EXPORTED,
    }
    return render(request, "dashboard/audit/trail.html", facts, status=422 if form.errors else 200)


def export(request: DashboardRequest) -> HttpResponse:
    """The newest that are wanted, as a table."""
    form = SieveForm(request.GET)
    if not form.is_valid():
        return show(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
    table = csv.writer(response)
    table.writerow(_COLUMNS)
    for deed in reading.newest(Wanted(**form.cleaned_data), limit=MOST_EXPORTED):
        table.writerow(map(_cell, _row(deed)))
    return response


def _row(deed: Deed) -> tuple[str, ...]:
    facts = json.dumps(deed.facts, ensure_ascii=False)
    at = deed.at.isoformat()
    return at, deed.kind, deed.by, deed.what, deed.address, str(deed.count), facts


def _cell(text: str) -> str:
    """Not a formula to whatever program opens the table."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text) if storable(text) else None
    except ValueError:
        return None
    return moment if moment and is_aware(moment) else None
