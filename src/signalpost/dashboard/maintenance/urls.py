"""Addresses of maintenance: the list and the calendar, planning, and one window."""

from __future__ import annotations

from django.urls import path

from signalpost.dashboard.maintenance import listing, planning, window
from signalpost.dashboard.screens import Screen, Verb

_WRITE = "maintenance.write"

urlpatterns = [
    path("", Screen(GET=Verb(listing.show, "team.read")), name="maintenance"),
    path(
        "new/",
        Screen(GET=Verb(planning.show_new, _WRITE), POST=Verb(planning.plan, _WRITE)),
        name="plan_window",
    ),
    path("new/preview/", Screen(POST=Verb(planning.preview, _WRITE)), name="preview_window"),
    path("<int:pk>/", Screen(GET=Verb(window.show, "team.read")), name="show_window"),
    path(
        "<int:pk>/edit/",
        Screen(GET=Verb(planning.show, _WRITE), POST=Verb(planning.edit, _WRITE)),
        name="edit_window",
    ),
    path(
        "<int:pk>/edit/preview/",
        Screen(POST=Verb(planning.preview_edit, _WRITE)),
        name="preview_edit",
    ),
    path("<int:pk>/begin/", Screen(POST=Verb(window.begin, _WRITE)), name="begin_window"),
    path("<int:pk>/complete/", Screen(POST=Verb(window.complete, _WRITE)), name="complete_window"),
    path("<int:pk>/extend/", Screen(POST=Verb(window.extend, _WRITE)), name="extend_window"),
    path("<int:pk>/update/", Screen(POST=Verb(window.post_update, _WRITE)), name="update_window"),
    path(
        "<int:pk>/delete/",
        Screen(GET=Verb(window.ask_delete, _WRITE), POST=Verb(window.delete, _WRITE)),
        name="delete_window",
    ),
    path(
        "<int:pk>/updates/<int:update_pk>/",
        Screen(GET=Verb(window.show_update, _WRITE), POST=Verb(window.edit_update, _WRITE)),
        name="edit_window_update",
    ),
    path(
        "<int:pk>/updates/<int:update_pk>/delete/",
        Screen(GET=Verb(window.ask_delete_update, _WRITE), POST=Verb(window.delete_update, _WRITE)),
        name="delete_window_update",
    ),
    path("<int:pk>/series/end/", Screen(POST=Verb(window.end_series, _WRITE)), name="end_series"),
]
