"""From a snapshot to HTML, without a request: the views answer with it, publishing writes it."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from signalpost.overview.views import Snapshot


def render(template: str, snapshot: Snapshot, **context: Any) -> str:
    """In the language and the zone of the site."""
    site = snapshot.site
    with translation.override(site.language), timezone.override(site.zone):
        known = {"site": site, "snapshot": snapshot, "now": timezone.now()}
        return render_to_string(template, known | context)
