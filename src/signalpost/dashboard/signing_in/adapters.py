"""Where allauth asks how things are done here."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from signalpost.accounts import authentication, failures, sessions, throttling
from signalpost.accounts import operations as accounts
from signalpost.accounts.models import User
from signalpost.dashboard.signing_in import mails
from signalpost.events import audit
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Throttled
from signalpost.kernel.network import storable_address
from signalpost.kernel.sealing import Unreadable, seal, unseal
from signalpost.kernel.text import storable


class People(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts: nobody signs up by themselves, guesses are throttled, mails go by the postman."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "This e-mail or user name and password do not go together.",
        "too_many_login_attempts": "Too many failed attempts. Try again in a few minutes.",
        "incorrect_password": "This is not your password.",
        "enter_current_password": "This is not your current password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        login, address = credentials["username"], self.get_client_ip(request)
        user = User.objects.known_as(login) if storable(login) else None
        try:
            self._attempt = throttling.admit(login, address, person=user.pk if user else None)
        except Throttled:
            failures.note_throttled(login, address, door="dashboard")
            raise self.validation_error("too_many_login_attempts") from None

    def _rollback_login_failed_rl_usage(self) -> None:
        self._attempt.succeeded()

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        failures.note(credentials["username"], self.get_client_ip(request), door="dashboard")

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **_: Any) -> None:
        """Ours are counted elsewhere, and a reset does not make guessing cheaper."""

    def post_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse:
        address = self.get_client_ip(request)
        sessions.begin(
            request.session, address=address, agent=request.headers.get("User-Agent", "")
        )
        throttling.note_sign_in(user.pk, address)
        audit.note("user.signed_in", name=user.username, user_id=user.pk, address=address)
        response: HttpResponse = super().post_login(request, user, **facts)
        return response

    def set_password(self, user: User, password: str) -> None:
        """By the same operation as everywhere; allauth keeps the session that asks for it."""
        changed = accounts.change_password(user.pk, password, by=self._person(user))
        user.password = changed.password

    def get_client_ip(self, request: HttpRequest) -> str:
        """The server has put it there, and believes trusted proxies alone."""
        return storable_address(request.META["REMOTE_ADDR"]) or ""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("profile")

    def send_notification_mail(
        self, template_prefix: str, user: User, context: Any = None, email: Any = None
    ) -> None:
        change = mails.CHANGES[template_prefix]
        mails.send_change(self.request, user, change.sentence)
        if change.factor:
            by = self._person(user)
            accounts.note_second_factor(user.pk, change.factor, by=by, is_there=change.is_there)

    def _person(self, user: User) -> Actor:
        return authentication.person(user, address=self.get_client_ip(self.request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        raise LookupError(f"Nobody has written a mail for {template_prefix}.")

    def add_message(self, *_: Any, message: str | None = None, **__: Any) -> None:
        """Pages show what has changed; only errors that have no page of their own are flashed."""
        if message:
            super().add_message(*_, message=message, **__)

    def is_reauthentication_required(self, *, app: str, **_: Any) -> bool:
        """Who has just signed in, whatever the way, need not do it again at once."""
        records = get_authentication_records(self.request, self.request.user)
        age = time.time() - records[-1]["at"] if records else None
        return age is None or age > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def is_ajax(self, request: HttpRequest) -> bool:
        """One address answers a script with JSON; all others are pages."""
        is_asked = request.headers.get("Accept") == "application/json"
        return is_asked and request.path == reverse("mfa_login_webauthn")


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: their secrets are sealed, and the site's own name stands in apps and keys."""

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """A secret that cannot be read any more fits no code; an admin can remove the factor."""
        try:
            return unseal(encrypted_text)
        except Unreadable:
            raise self.validation_error("incorrect_code") from None

    def _get_site_name(self) -> str:
        name: str = context.request.here.name
        return name

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": user.shown_name}
