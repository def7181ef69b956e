"""Incidents for feed readers: RSS and Atom at Cachet's addresses (contract 8), and JSON Feed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from signalpost.kernel.text import in_xml
from signalpost.overview import recent
from signalpost.overview.snapshot import Snapshot
from signalpost.overview.views import GroupView, IncidentView
from signalpost.page import answers, component, languages


@require_safe
def rss(request: HttpRequest, group_id: int | None = None) -> HttpResponseBase:
    return _xml(request, "rss", group_id)


@require_safe
def atom(request: HttpRequest, group_id: int | None = None) -> HttpResponseBase:
    return _xml(request, "atom", group_id)


@require_safe
def json(request: HttpRequest) -> HttpResponseBase:
    seen = answers.seen_by(request)
    address = seen.site.address
    site = seen.site
    with languages.for_programs(site), timezone.override(site.zone):
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": site.name,
            "home_page_url": f"{address}/",
            "feed_url": f"{address}{reverse('feed')}",
            "language": translation.get_language(),
            "authors": [{"name": site.name}],
            "items": [_item(incident, told, address) for incident, told in _entries(seen)],
        }
    response = JsonResponse(feed, content_type="application/feed+json")
    return answers.public(request, response)


def _xml(request: HttpRequest, kind: str, group_id: int | None) -> HttpResponseBase:
    seen = answers.seen_by(request)
    group = component.found_group(seen, group_id) if group_id is not None else None
    with languages.for_programs(seen.site), timezone.override(seen.site.zone):
        entries = _entries(seen, group)
        words = {
            "site": seen.site,
            "group": group,
            "address": seen.site.address,
            "path": request.path,
            "entries": entries,
            "changed_at": max((one.spoke_at for one, _ in entries), default=seen.made_at),
        }
        body = in_xml(render_to_string(f"page/feed.{kind}.xml", words))
    return answers.public(request, HttpResponse(body, content_type="text/xml; charset=utf-8"))


def _item(incident: IncidentView, told: SafeString, address: str) -> dict[str, Any]:
    url = f"{address}{reverse('incident', args=[incident.id])}"
    return {
        "id": url,
        "url": url,
        "title": incident.name,
        "content_html": told,
        "date_published": incident.occurred_at.isoformat(),
        "date_modified": incident.spoke_at.isoformat(),
        "tags": [impact.component for impact in incident.impacts],
    }


def _entries(
    seen: Snapshot, group: GroupView | None = None
) -> list[tuple[IncidentView, SafeString]]:
    """Each with its story, told once for each manner of reading."""
    found = recent.of_components(seen, group.components) if group else recent.of_page(seen)
    return seen.memory.recall(
        ("entries", group and group.id, languages.manner()),
        lambda: [(incident, story(incident)) for incident in found.incidents],
    )


def story(incident: IncidentView) -> SafeString:
    """All that was said, newest first."""
    return render_to_string("page/_story.html", {"incident": incident})
