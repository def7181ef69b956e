"""From a snapshot to HTML, without a request: the views answer with it, publishing writes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from signalpost.overview.snapshot import Snapshot
from signalpost.page import icons, languages
from signalpost.page.cards import Card


def render(template: str, seen: Snapshot, *, card: Card, query: str = "", **context: Any) -> str:
    """In the language that is spoken, and in the zone of the site.

    `query` is which part of the page is shown ("?month=…").
    """
    site = seen.site
    with timezone.override(site.zone):
        known = {
            "site": site,
            "snapshot": seen,
            "version": version(seen),
            "title": card.title,
            "description": card.description,
            "canonical": f"{site.address}{card.path}{card.query}",
            "is_canonical": query == card.query,
            "preview": f"{card.picture}?v={seen.version}",
            "query": query,
            "in_any_language": languages.address(card.path) + card.query,
            "translations": languages.offered(site, card.path, query),
            "brand": site.brand,
            "icons": icons.named(seen),
            "now": timezone.now(),
        }
        return render_to_string(template, known | context)


def render_once(template: str, seen: Snapshot, context: Callable[[], dict[str, Any]]) -> SafeString:
    """A piece that tells of the snapshot alone: drawn once for each manner of reading it.

    How long something has lasted stands still in it, for as short as the snapshot lives. The
    site's address has no place in it: where the site has none, it is the one that was asked.
    """
    return seen.memory.recall(
        (template, languages.manner()), lambda: render_part(template, seen, **context())
    )


def render_part(template: str, seen: Snapshot, **context: Any) -> SafeString:
    """A piece of a page, by itself."""
    site = seen.site
    with timezone.override(site.zone):
        return render_to_string(template, {"site": site, "snapshot": seen} | context)


def version(seen: Snapshot) -> str:
    """Another one whenever the page shows something else, the same in every process."""
    return f"{seen.version}.{seen.until.timestamp():.0f}"
