"""What stands around every screen: the menu, who is signed in, and on whose site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from signalpost.dashboard.middleware import is_ours
from signalpost.dashboard.signing_in import oidc
from signalpost.kernel.actor import GUEST, Actor
from signalpost.overview import brand


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu, for whoever has the power to open it."""

    label: str
    name: str
    power: str


#: The screens by what one does there, in the order of the menu.
MENU = (
    Entry("Home", "dashboard", "team.read"),
    Entry("Incidents", "incidents", "team.read"),
    Entry("Maintenance", "maintenance", "team.read"),
    Entry("Components", "components", "team.read"),
    Entry("Metrics", "metrics", "team.read"),
    Entry("Subscribers", "subscribers", "subscribers.read"),
)
#: The screens by which the installation is set up.
MORE = (
    Entry("Templates", "templates", "templates.write"),
    Entry("Settings", "settings", "settings.write"),
    Entry("Team", "team", "team.read"),
    Entry("API tokens", "tokens", "team.read"),
    Entry("Audit trail", "audit", "audit.read"),
)


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    address: str
    is_current: bool


def context(request: HttpRequest) -> dict[str, Any]:
    """A context processor; pages outside the dashboard get nothing from it."""
    if not is_ours(request):
        return {}
    by: Actor = getattr(request, "by", GUEST)
    return {
        "request": request,
        "here": request.here,  # type: ignore[attr-defined]
        "by": by,
        "colours": SimpleLazyObject(brand.colours),
        "providers": list(_providers()),
        "menu": list(_lines(MENU, by, request.path)),
        "more": list(_lines(MORE, by, request.path)),
        "messages": messages.get_messages(request),
    }


def _providers() -> Iterator[dict[str, str]]:
    if settings.OIDC_ISSUER:
        address = reverse("openid_connect_login", args=[oidc.ID])
        yield {"name": settings.OIDC_NAME, "address": address}


def _lines(entries: tuple[Entry, ...], by: Actor, path: str) -> Iterator[Line]:
    """An entry is current on its own address and on those below it; Home on its own alone."""
    home = reverse("dashboard")
    for entry in entries:
        if by.may(entry.power):
            address = reverse(entry.name)
            is_current = path == address or (address != home and path.startswith(address))
            yield Line(entry.label, address, is_current)
