"""In which language a visitor reads: as the address says, else as the browser asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLResolver, get_script_prefix, set_script_prefix
from django.urls.conf import include
from django.urls.resolvers import LocalePrefixPattern
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from signalpost.overview.snapshot import SiteView
from signalpost.site.models import Site


class Choice(NamedTuple):
    language: str
    #: The address says so, and so will all links that it leads to.
    is_chosen: bool = False
    #: Others are answered otherwise at the same address.
    varies: bool = False


def choose(path: str, accepted: str, *, here: Site) -> Choice:
    """`accepted` is the browser's Accept-Language."""
    named = _named(path)
    if here.language_is_fixed or not here.is_set_up:
        return Choice(here.language)
    if named:
        return Choice(named, is_chosen=True)
    return Choice(preferred(accepted, otherwise=here.language), varies=True)


def preferred(accepted: str, *, otherwise: str) -> str:
    """The first language of those asked for that is offered; de-AT is served by de."""
    for asked, _quality in parse_accept_lang_header(accepted):
        try:
            return translation.get_supported_language_variant(asked)
        except LookupError:
            continue
    return otherwise


@contextmanager
def speaking(language: str, *, is_chosen: bool = False) -> Iterator[None]:
    """Words come in that language; where it was chosen, every link to the page keeps it."""
    before = get_script_prefix()
    if is_chosen:
        set_script_prefix(f"/{language}/")
    try:
        with translation.override(language):
            yield
    finally:
        set_script_prefix(before)


def manner() -> tuple[str | None, str]:
    """What drawn parts differ by: the language of their words, and where their links lead."""
    return translation.get_language(), get_script_prefix()


@contextmanager
def for_programs(site: SiteView) -> Iterator[None]:
    """What feeds and calendars speak: programs ask for any language, or for none.

    So it is the site's, where the address says no other.
    """
    is_chosen = get_script_prefix() != "/"
    with nullcontext() if is_chosen else translation.override(site.language):
        yield


def mark(request: HttpRequest, response: HttpResponse) -> None:
    """Say in what language it is, and that caches must keep languages apart."""
    choice: Choice | None = getattr(request, "choice", None)
    if choice:
        response.headers["Content-Language"] = choice.language
    if choice and choice.varies:
        patch_vary_headers(response, ["Accept-Language"])


def address(path: str, language: str = "") -> str:
    """Where a page of the site stands in that language; in none, where it follows the visitor.

    Other doors have no languages: what leads to them from here is an address in none.
    """
    bare = path.removeprefix(get_script_prefix().rstrip("/"))
    return f"/{language}{bare}" if language else bare


class Translation(NamedTuple):
    """Of a page: where it stands, and whether it is the one that is being read."""

    language: str
    name: str
    address: str
    is_this: bool


def offered(site: SiteView, path: str, query: str = "") -> list[Translation]:
    """What the menu of a page leads to: nothing where everybody reads the same language."""
    return [] if site.language_is_fixed else translations(path, query)


def translations(path: str, query: str = "") -> list[Translation]:
    this = translation.get_language()
    return [
        Translation(code, name, address(path, code) + query, code == this)
        for code, name in settings.LANGUAGES
    ]


def in_each(module: str) -> URLResolver:
    """The addresses of `module` once more, behind the language that was chosen: /de/history."""
    included: Any = include(module)[0]
    return URLResolver(_Chosen(), included)


class _Chosen(LocalePrefixPattern):
    """Only for the way in: on the way out `speaking` goes before every address."""

    regex = re.compile("")

    def match(self, path: str) -> tuple[str, tuple[()], dict[str, Any]] | None:
        language = _named(f"/{path}")
        return (path[len(language) + 1 :], (), {}) if language else None


def _named(path: str) -> str:
    """The offered language that the address begins with."""
    first, slash, _rest = path[1:].partition("/")
    return first if slash and first in dict(settings.LANGUAGES) else ""
