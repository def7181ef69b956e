"""The groups and components of the first page: most of it, and the same until something changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from signalpost.overview.views import GroupView, Snapshot
from signalpost.page import days, rendering


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn of these groups, by the language that it speaks."""

    groups: Sequence[GroupView]
    by_language: dict[str | None, SafeString] = field(default_factory=dict)


_newest: _Drawn | None = None


def drawn(seen: Snapshot) -> SafeString:
    """Drawn once for each language that visitors of this snapshot speak."""
    global _newest
    known = _newest
    if known is None or known.groups is not seen.groups:  # a new point leaves them as they are
        known = _newest = _Drawn(seen.groups)
    language = get_language()
    if language not in known.by_language:
        known.by_language[language] = _draw(seen)
    return known.by_language[language]


def _draw(seen: Snapshot) -> SafeString:
    html = rendering.render_part("page/_listing.html", seen, **days.words(seen.components))
    return mark_safe(html)  # noqa: S308 (a template has escaped it)
