"""Maintenance for calendars: one window as a file, and what comes next as a feed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from signalpost.overview import windows
from signalpost.overview.snapshot import SiteView, Snapshot
from signalpost.overview.views import WindowView
from signalpost.page import answers, languages
from signalpost.ui import phrases

if TYPE_CHECKING:
    from icalendar import Event

#: How often a calendar that follows the feed asks again.
REFRESH = timedelta(hours=1)


@require_safe
def window(request: HttpRequest, window_id: int) -> HttpResponseBase:
    found = windows.find(window_id)
    if found is None:
        raise Http404
    return _answer(request, f"maintenance-{found.id}", answers.seen_by(request), [found])


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """Whatever is in progress or upcoming."""
    seen = answers.seen_by(request)
    return _answer(request, "maintenance", seen, seen.windows)


def _answer(
    request: HttpRequest, name: str, seen: Snapshot, shown: Iterable[WindowView]
) -> HttpResponseBase:
    body = calendar(seen.site, shown, address=seen.site.address)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return answers.public(request, response)


def calendar(site: SiteView, shown: Iterable[WindowView], *, address: str) -> bytes:
    """RFC 5545. `address` is where the page stands, for links and for ids that are its own."""
    from icalendar import Calendar, vText  # 150 ms to import: only where it is asked for

    with languages.for_programs(site):
        file = Calendar()
        file.add("prodid", "-//Signalpost//Maintenance//EN")
        file.add("version", "2.0")
        file.add("name", _on_one_line(site.name))
        file.add("x-wr-calname", vText(_on_one_line(site.name)))
        file.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        for one in shown:
            file.add_component(_event(one, address))
        return bytes(file.to_ical())


def _event(shown: WindowView, address: str) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"maintenance-{shown.id}@{urlsplit(address).hostname}")
    event.add("dtstamp", shown.changed_at)
    event.add("created", shown.planned_at)
    event.add("last-modified", shown.changed_at)
    # Grows with each change, which is how a calendar knows the newer of two.
    event.add("sequence", int((shown.changed_at - shown.planned_at).total_seconds()))
    event.add("dtstart", shown.since)
    if shown.until:
        event.add("dtend", shown.until)
    event.add("summary", _on_one_line(shown.name))
    event.add("description", _description(shown))
    event.add("url", f"{address}/schedules/{shown.id}")
    event.add("categories", [_("Maintenance")])
    event.add("transp", "TRANSPARENT")  # it takes none of the reader's own time
    return event


def _description(shown: WindowView) -> str:
    names = phrases.listed(covered.component for covered in shown.components)
    affected = _("Affected: %(components)s") % {"components": names} if names else ""
    return "\n\n".join(filter(None, (shown.message, affected)))


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
