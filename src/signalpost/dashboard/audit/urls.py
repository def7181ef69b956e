from __future__ import annotations

from django.urls import path

from signalpost.dashboard.audit import trail
from signalpost.dashboard.screens import Screen, Verb

urlpatterns = [
    path("", Screen(GET=Verb(trail.show, "audit.read")), name="audit"),
    path("export.csv", Screen(GET=Verb(trail.export, "audit.read")), name="export_audit"),
]
