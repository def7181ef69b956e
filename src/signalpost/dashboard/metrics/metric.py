"""One metric: what it is called, how it is counted, and who sees it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms.utils import pretty_name
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from signalpost.dashboard import meanwhile
from signalpost.dashboard.meanwhile import Change, Deed
from signalpost.dashboard.metrics.forms import EditForm, MetricForm
from signalpost.dashboard.screens import DashboardRequest, go_to, refuse
from signalpost.events import log
from signalpost.kernel.errors import Changed, DomainError, NotFound
from signalpost.metrics import operations, values
from signalpost.metrics.models import Metric


def find(request: DashboardRequest, pk: int) -> Metric:
    """As whoever asks may see it; NotFound where there is none for them."""
    metric = Metric.objects.seen_by(request.by).filter(pk=pk).first()
    if metric is None:
        raise NotFound(f"No metric with id {pk}.")
    return metric


def show_new(request: DashboardRequest) -> HttpResponse:
    return _page(request, MetricForm(initial={"position": _last_place()}))


def create(request: DashboardRequest) -> HttpResponse:
    form = MetricForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        metric = operations.create(by=request.by, **form.cleaned_data)
    except DomainError as error:
        refuse(form, error)
        return _page(request, form)
    messages.success(request, f"“{metric.name}” is there. Now it wants points.")
    return go_to(request, reverse("dashboard_metric", args=[metric.pk]))


def show(request: DashboardRequest, pk: int) -> HttpResponse:
    version = log.version()  # read first: the row is then at least this new
    metric = find(request, pk)
    form = EditForm(initial=EditForm.values_of(metric) | {"as_of": version})
    return _page(request, form, metric)


def edit(request: DashboardRequest, pk: int) -> HttpResponse:
    """Write what was changed on this screen; or show what somebody else has changed meanwhile."""
    version = log.version()
    metric = find(request, pk)
    form = EditForm(request.POST)
    if not form.is_valid():
        return _page(request, form, metric)
    said = dict(form.cleaned_data)
    seen = said.pop("as_of")
    try:
        operations.edit(pk, by=request.by, only_if=log.as_of(seen, metric), **said)
    except Changed as error:
        again = EditForm({**request.POST.dict(), "as_of": version})
        again.add_error(None, error.message)
        return _page(
            request, again, metric, meanwhile.deeds(metric, since=seen, did={}, in_words=_in_words)
        )
    except DomainError as error:
        refuse(form, error)
        return _page(request, form, metric)
    messages.success(request, "Saved.")
    return go_to(request, reverse("dashboard_metric", args=[pk]))


def ask_delete(request: DashboardRequest, pk: int) -> HttpResponse:
    return render(request, "dashboard/metrics/delete.html", {"metric": find(request, pk)})


def delete(request: DashboardRequest, pk: int) -> HttpResponse:
    metric = find(request, pk)
    operations.delete(pk, by=request.by)
    messages.info(request, f"“{metric.name}” is deleted.")
    return go_to(request, reverse("metrics"))


def _last_place() -> int:
    """Behind the others."""
    others = Metric.objects.standing().order_by("-position").values_list("position", flat=True)
    return (others.first() or 0) + 1


def _in_words(name: str, before: Any, after: Any) -> Change:
    """By the name that the form has for the field."""
    if name == "default_thousandths":
        name, before, after = "default_value", values.number(before), values.number(after)
    return pretty_name(str(MetricForm.base_fields[name].label or name)), before, after


def _page(
    request: DashboardRequest,
    form: MetricForm,
    metric: Metric | None = None,
    deeds: list[Deed] | None = None,
) -> HttpResponse:
    facts = {"form": form, "metric": metric, "deeds": deeds}
    status = 422 if form.errors else 200
    return render(request, "dashboard/metrics/metric.html", facts, status=status)
