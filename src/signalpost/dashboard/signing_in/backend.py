from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import BigIntegerField
from django.http import HttpRequest

from signalpost.accounts.models import User
from signalpost.kernel.prepared import Prepared, given
from signalpost.kernel.text import storable

_person = Prepared(lambda: User.objects.filter(pk=given("pk", BigIntegerField())))


class PeopleBackend(AuthenticationBackend):  # type: ignore[misc]
    """Finds people by e-mail or user name in any case, as every door does."""

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        login, password = credentials.get("username") or "", credentials.get("password") or ""
        user = User.objects.known_as(login) if storable(login) else None
        found: User | None = self._check_password(user, password)
        return found

    def get_user(self, user_id: int) -> User | None:
        user = _person.first(pk=user_id)
        return user if self.user_can_authenticate(user) else None

    def has_perm(self, *_: Any) -> bool:
        """Who may what stands in accounts.access alone."""
        return False
