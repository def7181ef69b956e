"""Sign-in by a proxy that has asked for credentials itself and names the person in a header."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest

from signalpost.accounts import sessions, throttling
from signalpost.accounts.models import User
from signalpost.dashboard.signing_in import factors
from signalpost.events import audit

_MARK = "by_remote_user"


def follow(request: HttpRequest) -> None:
    """Sign in whom a trusted proxy names, and out when it names them no longer."""
    if not settings.REMOTE_USER_HEADER:
        return
    name = _named(request)
    if not name:
        if request.session.get(_MARK):
            auth.logout(request)
        return
    if request.session.get(_MARK) == name and request.user.is_authenticated:
        return
    user = User.objects.known_as(name)
    if user is None or not user.is_active:
        auth.logout(request)
        return
    auth.login(request, user)
    address, agent = request.META["REMOTE_ADDR"], request.headers.get("User-Agent", "")
    sessions.begin(request.session, address=address, agent=agent)
    throttling.note_sign_in(user.pk, address)
    audit.note("user.signed_in", name=user.username, user_id=user.pk, address=address, by="proxy")
    request.session[_MARK] = name
    factors.vouch(request, user)


def _named(request: HttpRequest) -> str:
    return (
        request.headers.get(settings.REMOTE_USER_HEADER, "").strip() if _is_trusted(request) else ""
    )


def _is_trusted(request: HttpRequest) -> bool:
    """By the address that the connection came from, not the client's that the proxy forwards."""
    peer = request.META.get("signalpost.peer") or request.META["REMOTE_ADDR"]
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    return any(address in network for network in settings.TRUSTED_NETWORKS)
