"""All incidents, to look through and to find one in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from signalpost.components.models import Component
from signalpost.dashboard.screens import DashboardRequest
from signalpost.incidents.models import Impact, Incident, IncidentQuerySet
from signalpost.incidents.statuses import IncidentStatus

ON_A_PAGE = 25


class FilterForm(forms.Form):
    q = forms.CharField(label="Words", required=False, max_length=200)
    status = forms.ChoiceField(
        required=False,
        choices=[("", "Any"), ("open", "Open"), *IncidentStatus.choices],
    )
    component = forms.ModelChoiceField(
        Component.objects.standing().order_by("name", "pk"), required=False, empty_label="Any"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget = forms.TextInput(attrs={"type": "search", "data-key": "/"})


def show(request: DashboardRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    form.is_valid()  # a filter that means nothing filters nothing
    seen = Incident.objects.seen_by(request.by, at=timezone.now())
    rows = _filtered(seen, **form.cleaned_data).order_by("-occurred_at", "-pk")
    impacts = Impact.objects.select_related("component").order_by("component__name", "pk")
    page = Paginator(rows.prefetch_related(Prefetch("impacts", impacts)), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    facts = {
        "form": form,
        "page": page,
        "is_filtered": any(form.cleaned_data.values()),
        "now": timezone.now(),
    }
    return render(request, "dashboard/incidents/list.html", facts)


def _filtered(
    rows: IncidentQuerySet, *, q: str = "", status: str = "", component: Component | None = None
) -> IncidentQuerySet:
    if q:
        rows = rows.saying(q)
    if status == "open":
        rows = rows.unresolved()
    elif status:
        rows = rows.filter(status=status)
    if component:
        rows = rows.filter(Exists(component.impacts.filter(incident=OuterRef("pk"))))
    return rows
