"""Credentials → Actor. Takes strings, not requests, so that every door can ask."""

from __future__ import annotations

import base64
import binascii
import hashlib
import time
from collections import OrderedDict
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.crypto import salted_hmac

from signalpost.accounts import access
from signalpost.accounts.models import ApiToken, User
from signalpost.kernel.actor import Actor
from signalpost.kernel.text import storable

#: How often at most the last use of a token is written down.
NOTED_EVERY = timedelta(minutes=1)

_REMEMBERED_FOR = 60.0
_REMEMBERED_AT_MOST = 256


def by_headers(token: str, authorization: str) -> Actor | None:
    """Whom an API request speaks for: the token header wins over Bearer and Basic (contract 2)."""
    if token:
        return by_token(token)
    scheme, _, value = authorization.partition(" ")
    match scheme.lower():
        case "bearer":
            return by_token(value.strip())
        case "basic":
            return _by_basic_header(value.strip())
    return None


def by_token(key: str) -> Actor | None:
    """The token's person with the token's limits; None for a key that opens nothing."""
    now = timezone.now()
    token = (
        ApiToken.objects.usable(at=now).select_related("user").filter(digest=digest(key)).first()
    )
    if token is None:
        return None
    if token.last_used_at is None or now - token.last_used_at > NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return Actor("token", token.name, token.user_id, access.powers(token.user.role, token.scope))


def by_password(login: str, password: str) -> Actor | None:
    """The person with that e-mail or user name and password.

    An unknown name costs as much time as a wrong password, so that the two cannot be told apart.
    """
    if not (storable(login) and storable(password)):
        return None
    user = User.objects.known_as(login)
    if user is None or not user.is_active:
        make_password(password)
        return None
    if not (_remembered.knows(user, password) or user.check_password(password)):
        return None
    _remembered.keep(user, password)
    return person(user)


def person(user: User) -> Actor:
    return Actor("user", user.username, user.pk, access.powers(user.role))


def digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _by_basic_header(value: str) -> Actor | None:
    try:
        login, colon, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return by_password(login, password) if colon else None


class _Remembered:
    """Right pairs, for a minute, so that a script with Basic does not pay argon2 on each call.

    Only a keyed digest is kept, and the stored hash is part of it: a changed password is
    forgotten by itself. Whether the person is active is read anew each time.
    """

    def __init__(self) -> None:
        self._until: OrderedDict[str, float] = OrderedDict()

    def knows(self, user: User, password: str) -> bool:
        return self._until.get(self._pair(user, password), 0.0) > time.monotonic()

    def keep(self, user: User, password: str) -> None:
        pair = self._pair(user, password)
        if self._until.get(pair, 0.0) > time.monotonic():
            return  # the minute counts from the last real check
        self._until[pair] = time.monotonic() + _REMEMBERED_FOR
        self._until.move_to_end(pair)
        while len(self._until) > _REMEMBERED_AT_MOST:
            self._until.popitem(last=False)

    @staticmethod
    def _pair(user: User, password: str) -> str:
        value = f"{user.pk}:{user.password}:{password}"
        return salted_hmac("signalpost.basic", value, algorithm="sha256").hexdigest()


_remembered = _Remembered()
