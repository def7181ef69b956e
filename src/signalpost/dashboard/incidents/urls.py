"""Addresses of incidents."""

from __future__ import annotations

from django.urls import path

from signalpost.dashboard.incidents import corrections, edit, incident, listing, report, update
from signalpost.dashboard.screens import Screen, Verb

_WRITE = "incidents.write"

urlpatterns = [
    path("", Screen(GET=Verb(listing.show, "team.read")), name="incidents"),
    path(
        "new/",
        Screen(GET=Verb(report.show, _WRITE), POST=Verb(report.publish, _WRITE)),
        name="report",
    ),
    path(
        "new/text/",
        Screen(POST=Verb(report.write, _WRITE)),
        name="write_report",
    ),
    path(
        "new/outlook/",
        Screen(POST=Verb(report.foresee, _WRITE)),
        name="foresee_report",
    ),
    path("<int:pk>/", Screen(GET=Verb(incident.show, "team.read")), name="dashboard_incident"),
    path(
        "<int:pk>/edit/",
        Screen(
            GET=Verb(edit.show, _WRITE),
            POST=Verb(edit.edit, _WRITE),
        ),
        name="edit_incident",
    ),
    path(
        "<int:pk>/edit/outlook/",
        Screen(POST=Verb(edit.foresee, _WRITE)),
        name="foresee_edit",
    ),
    path(
        "<int:pk>/delete/",
        Screen(
            GET=Verb(incident.ask_delete, _WRITE),
            POST=Verb(incident.delete, _WRITE),
        ),
        name="delete_incident",
    ),
    path(
        "<int:pk>/update/",
        Screen(
            GET=Verb(update.show, _WRITE),
            POST=Verb(update.post, _WRITE),
        ),
        name="post_update",
    ),
    path(
        "<int:pk>/update/text/",
        Screen(POST=Verb(update.write, _WRITE)),
        name="write_update",
    ),
    path(
        "<int:pk>/update/outlook/",
        Screen(POST=Verb(update.foresee, _WRITE)),
        name="foresee_update",
    ),
    path(
        "<int:pk>/updates/<int:update_pk>/",
        Screen(
            GET=Verb(corrections.show_update, _WRITE),
            POST=Verb(corrections.edit_update, _WRITE),
        ),
        name="edit_update",
    ),
    path(
        "<int:pk>/updates/<int:update_pk>/delete/",
        Screen(
            GET=Verb(corrections.ask_delete_update, _WRITE),
            POST=Verb(corrections.delete_update, _WRITE),
        ),
        name="delete_update",
    ),
    path(
        "<int:pk>/impacts/<int:impact_pk>/",
        Screen(
            GET=Verb(corrections.show_impact, _WRITE),
            POST=Verb(corrections.correct_impact, _WRITE),
        ),
        name="correct_impact",
    ),
]
