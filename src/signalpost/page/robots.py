"""What search engines are told: everything may be read, and where everything is."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from signalpost.overview import archive, windows
from signalpost.overview.snapshot import SiteView, Snapshot
from signalpost.page import answers, history


@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:
    text = "\n".join(["User-agent: *", *_rules(answers.seen_by(request).site), ""])
    return answers.public(request, HttpResponse(text, content_type="text/plain"))


@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    seen = answers.seen_by(request)
    places: list[tuple[str, datetime | None]] = [(path, None) for path in _standing(seen)]
    places += [(reverse("incident", args=[pk]), at) for pk, at in archive.addresses()]
    places += [(reverse("window", args=[pk]), at) for pk, at in windows.addresses()]
    body = render_to_string("page/sitemap.xml", {"address": seen.site.address, "places": places})
    return answers.public(request, HttpResponse(body, content_type="application/xml"))


def _rules(site: SiteView) -> list[str]:
    if site.is_private:
        return ["Disallow: /"]
    return ["Allow: /", f"Sitemap: {site.address}{reverse('sitemap')}"]


def _standing(seen: Snapshot) -> list[str]:
    groups = [reverse("group", args=[group.id]) for group in seen.groups if group.id]
    components = [reverse("component", args=[component.id]) for component in seen.components]
    months = [card.path + card.query for card in history.cards(seen)]
    return [reverse("home"), *months, *groups, *components]
