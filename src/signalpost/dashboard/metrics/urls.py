"""Addresses of metrics and their points."""

from __future__ import annotations

from django.urls import path

from signalpost.dashboard.metrics import listing, metric, points
from signalpost.dashboard.screens import Screen, Verb

_WRITE = "metrics.write"

urlpatterns = [
    path("", Screen(GET=Verb(listing.show, "team.read")), name="metrics"),
    path(
        "new/",
        Screen(GET=Verb(metric.show_new, _WRITE), POST=Verb(metric.create, _WRITE)),
        name="new_metric",
    ),
    path(
        "<int:pk>/",
        Screen(GET=Verb(points.show, "team.read"), POST=Verb(points.add, _WRITE)),
        name="dashboard_metric",
    ),
    path(
        "<int:pk>/<slug:view>.json",
        Screen(GET=Verb(points.chart, "team.read")),
        name="dashboard_figure",
    ),
    path(
        "<int:pk>/edit/",
        Screen(GET=Verb(metric.show, _WRITE), POST=Verb(metric.edit, _WRITE)),
        name="edit_metric",
    ),
    path(
        "<int:pk>/delete/",
        Screen(GET=Verb(metric.ask_delete, _WRITE), POST=Verb(metric.delete, _WRITE)),
        name="delete_metric",
    ),
    path(
        "<int:pk>/points/<int:point_pk>/",
        Screen(GET=Verb(points.show_point, _WRITE), POST=Verb(points.edit_point, _WRITE)),
        name="edit_point",
    ),
    path(
        "<int:pk>/points/<int:point_pk>/delete/",
        Screen(GET=Verb(points.ask_delete_point, _WRITE), POST=Verb(points.delete_point, _WRITE)),
        name="delete_point",
    ),
]
