"""Addresses that leave the house, in mails: absolute, and ours whatever the request says."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from signalpost.kernel.network import is_loopback
from signalpost.site.models import Site


def base(request: HttpRequest) -> str:
    """What our addresses begin with: the site's own, and only without one the request's."""
    known: str = request.base  # type: ignore[attr-defined]
    return known


def are_ours(request: HttpRequest) -> bool:
    """Whether addresses made now lead here whoever asks: with none set, a Host names any."""
    here: Site = request.here  # type: ignore[attr-defined]
    return bool(here.address) or is_loopback(request.get_host())


def asked_at(request: HttpRequest) -> str:
    """Where the browser is by its own account, and else by ours: a proxy may hide the scheme."""
    host = request.get_host()
    origin = request.headers.get("Origin", "")
    return origin if origin.endswith(f"://{host}") else f"{request.scheme}://{host}"


def absolute(request: HttpRequest, name: str, **parts: str) -> str:
    return base(request) + reverse(name, kwargs=parts)


def to_fill(request: HttpRequest, name: str, part: str) -> str:
    """An address with {} where an operation puts the signed part."""
    return absolute(request, name, **{part: "SIGNED"}).replace("SIGNED", "{}")
