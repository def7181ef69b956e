"""A metric's chart and its points: looked through, added, corrected, deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from signalpost.dashboard import links
from signalpost.dashboard.metrics import metric as one
from signalpost.dashboard.metrics.forms import VIEWS, CorrectionForm, NewPointForm, TimeForm
from signalpost.dashboard.once import once
from signalpost.dashboard.screens import DashboardRequest, form_page, go_to, refuse
from signalpost.kernel.errors import Changed, DomainError, NotFound
from signalpost.kernel.precondition import Precondition
from signalpost.metrics import operations, reading
from signalpost.metrics.choices import View
from signalpost.metrics.models import Metric, Point
from signalpost.overview import figures, snapshot
from signalpost.overview.figures import Figure

ON_A_PAGE = 50


def show(request: DashboardRequest, pk: int) -> HttpResponse:
    return _page(request, one.find(request, pk), NewPointForm())


def add(request: DashboardRequest, pk: int) -> HttpResponse:
    """Keep a point, once however often the form is sent."""
    metric = one.find(request, pk)
    form = NewPointForm(request.POST)
    if form.is_valid():
        address = reverse("dashboard_metric", args=[pk])
        try:
            return go_to(
                request, once(form, lambda: _add(request, metric, form, address), meanwhile=address)
            )
        except DomainError as error:
            refuse(form, error)
    return _page(request, metric, form)


def _add(request: DashboardRequest, metric: Metric, form: NewPointForm, address: str) -> str:
    value, at = form.cleaned_data["value"], form.cleaned_data["measured_at"]
    # Who says when it was measured means a point of that time.
    point = operations.add_point(
        metric.pk, by=request.by, value=value, measured_at=at, apart=at is not None
    )
    if point.counter > 1:
        said = f"That value is there already, and now counted {point.counter} times."
    else:
        said = f"{point.value} {metric.suffix}".strip() + " is there."
    messages.success(request, said)
    return address


def show_point(request: DashboardRequest, pk: int, point_pk: int) -> HttpResponse:
    metric = one.find(request, pk)
    point = _find(metric, point_pk)
    return _point_page(
        request, metric, point, CorrectionForm(initial=CorrectionForm.values_of(point))
    )


def edit_point(request: DashboardRequest, pk: int, point_pk: int) -> HttpResponse:
    """Write what was changed on this screen; or show what somebody else has made of it."""
    metric = one.find(request, pk)
    point = _find(metric, point_pk)
    kept = CorrectionForm.values_of(point)
    form = CorrectionForm(request.POST, initial=kept)
    if not form.is_valid():
        return _point_page(request, metric, point, form)
    try:
        operations.edit_point(
            pk,
            point_pk,
            by=request.by,
            only_if=_still(metric, point_pk, form.cleaned_data["seen"]),
            **form.changed,
        )
    except Changed as error:
        now = CorrectionForm.values_of(_find(metric, point_pk))
        again = CorrectionForm({**request.POST.dict(), "seen": now["seen"]}, initial=now)
        again.add_error(None, error.message)
        return _point_page(request, metric, point, again)
    except DomainError as error:
        refuse(form, error)
        return _point_page(request, metric, point, form)
    messages.success(request, "The point is corrected; the chart follows.")
    return go_to(request, reverse("dashboard_metric", args=[pk]))


def ask_delete_point(request: DashboardRequest, pk: int, point_pk: int) -> HttpResponse:
    metric = one.find(request, pk)
    facts = {"metric": metric, "point": _find(metric, point_pk)}
    return render(request, "dashboard/metrics/delete_point.html", facts)


def delete_point(request: DashboardRequest, pk: int, point_pk: int) -> HttpResponse:
    one.find(request, pk)
    operations.delete_point(pk, point_pk, by=request.by)
    messages.info(request, "The point is deleted; the chart follows.")
    return go_to(request, reverse("dashboard_metric", args=[pk]))


def _still(metric: Metric, point_pk: int, seen: str) -> Precondition:
    """It is what the form showed; or Changed says what it is now."""

    def still_holds() -> None:
        point = _find(metric, point_pk)
        if CorrectionForm.values_of(point)["seen"] != seen:
            at = timezone.localtime(point.measured_at)
            raise Changed(
                f"Somebody has corrected it since you opened it: now it is {point.value}, measured"
                f" at {at:%Y-%m-%d %H:%M}. Send yours again if it still holds."
            )

    return still_holds


def _find(metric: Metric, point_pk: int) -> Point:
    point = metric.points.filter(pk=point_pk).first()
    if point is None:
        raise NotFound(f"“{metric.name}” has no point with id {point_pk}.")
    return point


def _page(request: DashboardRequest, metric: Metric, form: NewPointForm) -> HttpResponse:
    asked = TimeForm(request.GET)
    times = asked.cleaned_data if asked.is_valid() else {}
    facts = {
        "metric": metric,
        "form": form,
        "asked": asked,
        "is_narrowed": any(times.values()),
        "points": _points(metric, page=request.GET.get("page"), **times),
        "base": links.base(request),
        **_chart(request, metric),
    }
    status = 422 if form.errors or asked.errors else 200
    return render(request, "dashboard/metrics/points.html", facts, status=status)


def chart(request: DashboardRequest, pk: int, view: str) -> HttpResponse:
    """The chart in numbers, for the script that draws it."""
    if view not in View:
        raise Http404
    return JsonResponse(_figure(one.find(request, pk), View(view)).data)


def _points(
    metric: Metric,
    *,
    page: str | None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Page[Point]:
    rows = metric.points.order_by("-measured_at", "-pk")
    if since:
        rows = rows.filter(measured_at__gte=since)
    if until:
        rows = rows.filter(measured_at__lte=until)
    paginator = Paginator(rows, ON_A_PAGE)
    if not (since or until):
        paginator.count = metric.size  # known: millions are not counted
    return paginator.get_page(page)


def _chart(request: DashboardRequest, metric: Metric) -> dict[str, Any]:
    asked = request.GET.get("view", "")
    view = View(asked if asked in View else metric.default_view)
    return {"figure": _figure(metric, view), "views": VIEWS.items()}


def _figure(metric: Metric, view: View) -> Figure:
    now = timezone.now()
    [newest] = reading.of(Metric.objects.filter(pk=metric.pk), at=now)
    return figures.draw(newest, view, seen=snapshot.current(), at=now)


def _point_page(
    request: DashboardRequest, metric: Metric, point: Point, form: CorrectionForm
) -> HttpResponse:
    return form_page(request, "dashboard/metrics/point.html", form, metric=metric, point=point)
