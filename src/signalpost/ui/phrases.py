"""How words are put together, which languages do each in their way."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import pgettext


def about(name: object, said: object) -> str:
    pattern = pgettext("a name and what is said of it", "%(name)s: %(said)s")
    return pattern % {"name": name, "said": said}


def listed(items: Iterable[str]) -> str:
    return pgettext("between the items of a list", ", ").join(items)


def listed_apart(items: Iterable[str]) -> str:
    """Items that are lists themselves."""
    return pgettext("between items that have commas", "; ").join(items)
