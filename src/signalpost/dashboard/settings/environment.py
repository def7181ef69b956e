"""What the environment has set, to be read where one would otherwise look for a field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Setting:
    """Its name for people, what it is set to, and the variable that sets it."""

    label: str
    value: str
    variable: str


def of_access() -> list[Setting]:
    """How people come in past our own sign-in. Secrets are left out; so is what is not in use."""
    return [*_single_sign_on(), *_proxies()]


def _single_sign_on() -> Iterator[Setting]:
    if not settings.OIDC_ISSUER:
        return
    trusts = "Every one" if settings.OIDC_TRUSTS_EMAIL else "Those that the provider has verified"
    yield Setting("OpenID Connect provider", settings.OIDC_ISSUER, "SIGNALPOST_OIDC_ISSUER")
    yield Setting("Its name on the button", settings.OIDC_NAME, "SIGNALPOST_OIDC_NAME")
    yield Setting("Its client", settings.OIDC_CLIENT_ID or "None", "SIGNALPOST_OIDC_CLIENT_ID")
    yield Setting("Claim of the groups", settings.OIDC_GROUPS_CLAIM, "SIGNALPOST_OIDC_GROUPS_CLAIM")
    yield Setting("Admins", _groups(settings.OIDC_ADMINS), "SIGNALPOST_OIDC_ADMINS")
    yield Setting("Members", _groups(settings.OIDC_MEMBERS), "SIGNALPOST_OIDC_MEMBERS")
    yield Setting("Viewers", _groups(settings.OIDC_VIEWERS), "SIGNALPOST_OIDC_VIEWERS")
    yield Setting("Addresses that are believed", trusts, "SIGNALPOST_OIDC_TRUSTS_EMAIL")


def _proxies() -> Iterator[Setting]:
    if settings.TRUSTED_PROXIES:
        trusted = ", ".join(settings.TRUSTED_PROXIES)
        yield Setting("Trusted proxies", trusted, "SIGNALPOST_TRUSTED_PROXIES")
    if header := settings.REMOTE_USER_HEADER:
        yield Setting("Header that names the person", header, "SIGNALPOST_REMOTE_USER_HEADER")


def _groups(named: list[str]) -> str:
    return "Everybody" if "*" in named else ", ".join(named) or "No group"
