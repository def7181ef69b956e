"""One metric: what it is called, how it is counted, and who sees it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from signalpost.dashboard import order
from signalpost.dashboard.metrics.forms import EditForm, MetricForm
from signalpost.dashboard.screens import DashboardRequest, form_page, go_to, refuse
from signalpost.kernel.errors import DomainError, NotFound
from signalpost.metrics import operations
from signalpost.metrics.models import Metric


def find(request: DashboardRequest, pk: int) -> Metric:
    """As whoever asks may see it; NotFound where there is none for them."""
    metric = Metric.objects.seen_by(request.by).filter(pk=pk).first()
    if metric is None:
        raise NotFound(f"No metric with id {pk}.")
    return metric


def show_new(request: DashboardRequest) -> HttpResponse:
    return _page(request, MetricForm(initial={"position": order.behind(Metric.objects.standing())}))


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
    form = EditForm.of(lambda: find(request, pk))
    return _page(request, form, form.row)


def edit(request: DashboardRequest, pk: int) -> HttpResponse:
    """Write what is typed; or show what somebody else has changed meanwhile."""
    form = EditForm.of(lambda: find(request, pk), request.POST)
    if not form.is_valid():
        return _page(request, form, form.row)
    if not form.write(operations.edit, pk, by=request.by, **form.cleaned_data):
        return _page(request, form, form.row)
    messages.success(request, "Saved.")
    return go_to(request, reverse("dashboard_metric", args=[pk]))


def ask_delete(request: DashboardRequest, pk: int) -> HttpResponse:
    return render(request, "dashboard/metrics/delete.html", {"metric": find(request, pk)})


def delete(request: DashboardRequest, pk: int) -> HttpResponse:
    metric = find(request, pk)
    operations.delete(pk, by=request.by)
    messages.info(request, f"“{metric.name}” is deleted.")
    return go_to(request, reverse("metrics"))


def _page(
    request: DashboardRequest, form: MetricForm, metric: Metric | None = None
) -> HttpResponse:
    return form_page(request, "dashboard/metrics/metric.html", form, metric=metric)
