"""Mails about somebody's own account, handed to the postman."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest
from django.utils import timezone

from signalpost.accounts.models import User
from signalpost.dashboard import links
from signalpost.notifications import operations as notifications
from signalpost.notifications.letters import letter
from signalpost.site.models import Site


@dataclass(frozen=True, slots=True)
class Change:
    """A change to how somebody signs in, and the second factor that it adds or removes."""

    sentence: str
    factor: str = ""
    is_there: bool = True


#: By allauth's name of the mail about it.
CHANGES = {
    "account/email/password_changed": Change("Your password was changed."),
    "account/email/password_set": Change("A password was set for your account."),
    "account/email/password_reset": Change("Your password was reset by a link from a mail."),
    "mfa/email/totp_activated": Change("An authenticator app was added to your account.", "app"),
    "mfa/email/totp_deactivated": Change(
        "The authenticator app was removed from your account.", "app", is_there=False
    ),
    "mfa/email/webauthn_added": Change("A passkey was added to your account.", "passkey"),
    "mfa/email/webauthn_removed": Change(
        "A passkey was removed from your account.", "passkey", is_there=False
    ),
    "mfa/email/recovery_codes_generated": Change("New recovery codes were made for your account."),
    "socialaccount/email/account_connected": Change(
        "Your account was connected with your organisation’s sign-in."
    ),
}


def send_reset(request: HttpRequest, user: User | None) -> None:
    """Mail a link to choose a new password; without a person, only the work of it is done."""
    person = user or User(email="nobody@example.com", username="nobody", password="!")  # noqa: S106
    key = default_token_generator.make_token(person)
    uid = user_pk_to_url_str(person) if user else "0"
    link = links.absolute(request, "account_reset_password_from_key", uidb36=uid, key=key)
    message = letter(
        "password_reset",
        subject=f"A new password for {_site(request).name}",
        site=_site(request),
        link=link,
        person=person,
    )
    until = timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    notifications.post(message, to=user.email if user else "", until=until)


def send_change(request: HttpRequest, user: User, change: str, *, to: str = "") -> None:
    """Tell a person of a change to how they sign in, in case it was not them.

    `to` is the address that was theirs, where the address is what has changed.
    """
    message = letter(
        "account_changed",
        subject=f"{change.rstrip('.')} – {_site(request).name}",
        site=_site(request),
        change=change,
        person=user,
        address=request.META["REMOTE_ADDR"],
        link=links.absolute(request, "account_reset_password") if links.are_ours(request) else "",
    )
    notifications.post(message, to=to or user.email)


def _site(request: HttpRequest) -> Site:
    here: Site = request.here  # type: ignore[attr-defined]
    return here
