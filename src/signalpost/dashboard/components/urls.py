"""Addresses of components and their groups."""

from __future__ import annotations

from django.urls import path

from signalpost.dashboard.components import arranging, component, group, listing
from signalpost.dashboard.screens import Screen, Verb

_WRITE = "components.write"

urlpatterns = [
    path("", Screen(GET=Verb(listing.show, "team.read")), name="components"),
    path("arrange/", Screen(POST=Verb(arranging.arrange, _WRITE)), name="arrange_components"),
    path(
        "new/",
        Screen(GET=Verb(component.show_new, _WRITE), POST=Verb(component.create, _WRITE)),
        name="new_component",
    ),
    path(
        "<int:pk>/",
        Screen(GET=Verb(component.show, _WRITE), POST=Verb(component.edit, _WRITE)),
        name="edit_component",
    ),
    path(
        "<int:pk>/delete/",
        Screen(GET=Verb(component.ask_delete, _WRITE), POST=Verb(component.delete, _WRITE)),
        name="delete_component",
    ),
    path(
        "groups/new/",
        Screen(GET=Verb(group.show_new, _WRITE), POST=Verb(group.create, _WRITE)),
        name="new_group",
    ),
    path(
        "groups/<int:pk>/",
        Screen(GET=Verb(group.show, _WRITE), POST=Verb(group.edit, _WRITE)),
        name="edit_group",
    ),
    path(
        "groups/<int:pk>/delete/",
        Screen(GET=Verb(group.ask_delete, _WRITE), POST=Verb(group.delete, _WRITE)),
        name="delete_group",
    ),
]
