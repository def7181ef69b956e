"""Addresses of subscribers. Theirs are personal data: nobody reads them without the power to."""

from __future__ import annotations

from django.urls import path

from signalpost.dashboard.screens import Screen, Verb
from signalpost.dashboard.subscribers import adding, exporting, importing, listing, subscriber

_READ, _WRITE = "subscribers.read", "subscribers.write"

urlpatterns = [
    path("", Screen(GET=Verb(listing.show, _READ)), name="subscribers"),
    path("export.csv", Screen(GET=Verb(exporting.export, _READ)), name="export_subscribers"),
    path(
        "new/",
        Screen(GET=Verb(adding.show, _WRITE), POST=Verb(adding.add, _WRITE)),
        name="new_subscriber",
    ),
    path(
        "import/",
        Screen(GET=Verb(importing.show, _WRITE), POST=Verb(importing.take, _WRITE)),
        name="import_subscribers",
    ),
    path(
        "import/<uuid:upload>/",
        Screen(GET=Verb(importing.preview, _WRITE), POST=Verb(importing.carry_out, _WRITE)),
        name="preview_import",
    ),
    path(
        "<int:pk>/",
        Screen(GET=Verb(subscriber.show, _READ), POST=Verb(subscriber.choose, _WRITE)),
        name="subscriber",
    ),
    path(
        "<int:pk>/confirm/",
        Screen(POST=Verb(subscriber.confirm, _WRITE)),
        name="confirm_subscriber",
    ),
    path(
        "<int:pk>/unsubscribe/",
        Screen(
            GET=Verb(subscriber.ask_unsubscribe, _WRITE), POST=Verb(subscriber.unsubscribe, _WRITE)
        ),
        name="unsubscribe",
    ),
]
