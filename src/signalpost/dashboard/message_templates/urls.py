"""Addresses of message templates."""

from __future__ import annotations

from django.urls import path

from signalpost.dashboard.message_templates import templates
from signalpost.dashboard.screens import Screen, Verb

_WRITE = "templates.write"

urlpatterns = [
    path(
        "",
        Screen(GET=Verb(templates.show_all, _WRITE)),
        name="templates",
    ),
    path(
        "new/",
        Screen(
            GET=Verb(templates.show_new, _WRITE),
            POST=Verb(templates.create, _WRITE),
        ),
        name="new_template",
    ),
    path(
        "preview/",
        Screen(POST=Verb(templates.preview, _WRITE)),
        name="preview_template",
    ),
    path(
        "<int:pk>/",
        Screen(
            GET=Verb(templates.show, _WRITE),
            POST=Verb(templates.edit, _WRITE),
        ),
        name="template",
    ),
    path(
        "<int:pk>/delete/",
        Screen(
            GET=Verb(templates.ask_delete, _WRITE),
            POST=Verb(templates.delete, _WRITE),
        ),
        name="delete_template",
    ),
]
