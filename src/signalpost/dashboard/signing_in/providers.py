"""Where allauth asks who the people are that the organisation's own sign-in sends."""

from __future__ import annotations

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from signalpost.accounts import failures, provisioning
from signalpost.accounts.models import User
from signalpost.accounts.roles import Role
from signalpost.dashboard.signing_in import factors, oidc
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import DomainError, Forbidden

logger = logging.getLogger(__name__)

#: In a token's `amr` (RFC 8176): whoever signed in there showed a second factor.
_SECOND_FACTORS = {"mfa", "otp", "hwk", "swk"}


class Providers(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The provider that the settings name: whom it sends, and who they are here."""

    def list_apps(
        self, request: HttpRequest, provider: Any = None, client_id: Any = None
    ) -> list[Any]:
        if not settings.OIDC_ISSUER:
            return []
        app = SocialApp(
            provider="openid_connect",
            provider_id=oidc.ID,
            name=settings.OIDC_NAME,
            client_id=settings.OIDC_CLIENT_ID,
            secret=settings.OIDC_CLIENT_SECRET,
        )
        app.settings = {
            "server_url": settings.OIDC_ISSUER.rstrip("/"),
            "scope": settings.OIDC_SCOPES,
        }
        return [app]

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Settle who it is before allauth does; nobody signs up by themselves."""
        claims = sociallogin.claims
        try:
            if claims["nonce"] != sociallogin.state["nonce"]:
                raise Forbidden("The answer of your provider belongs to another attempt.")
            known = sociallogin.user if sociallogin.is_existing else None
            user = _welcomed(known, claims, address=request.META["REMOTE_ADDR"])
        except DomainError as error:
            self._note_failure(request, claims.get("email", ""))
            raise ImmediateHttpResponse(_unwelcome(request, error)) from None
        if sociallogin.is_existing:
            sociallogin.user = user
        else:
            sociallogin.connect(request, user)
        methods = claims.get("amr")
        if isinstance(methods, list) and _SECOND_FACTORS & set(methods):
            factors.vouch(request, user)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **facts: Any) -> None:
        logger.warning("Single sign-on failed: %s", facts.get("exception") or facts.get("error"))
        self._note_failure(request, "")

    def _note_failure(self, request: HttpRequest, name: str) -> None:
        address = request.META["REMOTE_ADDR"]
        failures.note(name or settings.OIDC_NAME, address, door="provider")


def _welcomed(known: User | None, claims: oidc.Claims, *, address: str) -> User:
    granted = {
        Role.ADMIN: frozenset(settings.OIDC_ADMINS),
        Role.MEMBER: frozenset(settings.OIDC_MEMBERS),
        Role.VIEWER: frozenset(settings.OIDC_VIEWERS),
    }
    role = provisioning.role_of(_groups(claims), granted)
    if role is None and any(granted.values()):
        raise Forbidden("None of your groups has a role here. Ask an admin of this page.")
    return provisioning.welcome(
        known,
        by=Actor("system", settings.OIDC_NAME, address=address),
        email=str(claims.get("email", "")),
        is_email_verified=settings.OIDC_TRUSTS_EMAIL or claims.get("email_verified") is True,
        name=str(claims.get("name", "")),
        role=role,
    )


def _groups(claims: oidc.Claims) -> list[str]:
    """Providers send a list, or one group by itself."""
    given = claims.get(settings.OIDC_GROUPS_CLAIM, [])
    return [str(group) for group in given] if isinstance(given, list) else [str(given)]


def _unwelcome(request: HttpRequest, error: DomainError) -> HttpResponse:
    facts = {"reason": error.message}
    return render(request, "socialaccount/authentication_error.html", facts, status=403)
