"""Credentials → Actor. Takes strings, not requests, so that every door can ask."""

from __future__ import annotations

import base64
import binascii
import hashlib
import threading
import time
from collections import OrderedDict
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db.models import CharField
from django.utils import timezone
from django.utils.crypto import salted_hmac

from signalpost.accounts import access, failures, throttling
from signalpost.accounts.models import ApiToken, User
from signalpost.events import audit
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Throttled
from signalpost.kernel.network import storable_address
from signalpost.kernel.prepared import Prepared, given
from signalpost.kernel.text import storable

#: How often at most the last use of a token is written down, and how long a right pair is known.
NOTED_EVERY = timedelta(minutes=1)

_tokens = Prepared(
    lambda: ApiToken.objects.select_related("user").filter(digest=given("digest", CharField()))
)


def by_headers(
    token: str, authorization: str, *, address: str = "", demands_second_factor: bool = False
) -> Actor | None:
    """Whom an API request speaks for: the token header wins over Bearer and Basic (contract 2)."""
    if token:
        return by_token(token, address=address)
    scheme, _, value = authorization.partition(" ")
    match scheme.lower():
        case "bearer":
            return by_token(value.strip(), address=address)
        case "basic":
            return _by_basic_header(
                value.strip(), address=address, demands_second_factor=demands_second_factor
            )
    return None


def by_token(key: str, *, address: str = "") -> Actor | None:
    """The token's person with the token's limits; None for a key that opens nothing."""
    now = timezone.now()
    token = _tokens.first(digest=digest(key))
    if token is None or not token.is_usable(at=now):
        return None
    _note_use(token, address, now)
    powers = access.powers(token.user.role, token.scope)
    return Actor("token", token.name, token.user_id, powers, address)


def by_password(
    login: str, password: str, *, address: str = "", demands_second_factor: bool = False
) -> Actor | None:
    """The person with that e-mail or user name and password; Throttled after too many guesses.

    An unknown name costs as much time as a wrong password, so that the two cannot be told apart.
    Where a second factor is due, the right password alone makes an actor without powers.
    """
    if not (storable(login) and storable(password)):
        return None
    user = User.objects.known_as(login)
    if not _is_right(user, login, password, address):
        return None
    assert user is not None
    if demands_second_factor or user.has_second_factor:
        return Actor("user", user.username, user.pk, address=address)
    return person(user, address=address)


def person(user: User, *, address: str) -> Actor:
    return Actor("user", user.username, user.pk, access.powers(user.role), address)


def digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _by_basic_header(value: str, *, address: str, demands_second_factor: bool) -> Actor | None:
    try:
        login, colon, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    if not colon:
        return None
    return by_password(
        login, password, address=address, demands_second_factor=demands_second_factor
    )


def _is_right(user: User | None, login: str, password: str, address: str) -> bool:
    try:
        if user and user.is_active:
            is_right = _fits(user, login, password, address)
        else:
            throttling.admit(login, address, person=user.pk if user else None)
            make_password(password)
            is_right = False
    except Throttled:
        failures.note_throttled(login, address, door="api")
        raise
    if not is_right:
        failures.note(login, address, door="api")
    return is_right


def _fits(user: User, login: str, password: str, address: str) -> bool:
    """Of many requests at once with one pair, the first pays for it and the others know."""
    pair = _pair(user, password)
    with _turns[int(pair[:2], 16) % len(_turns)]:
        if _right_pairs.knows(pair):
            return True
        attempt = throttling.admit(login, address, person=user.pk)
        if not user.check_password(password):
            return False
        attempt.succeeded()
        _right_pairs.keep(pair)
        return True


def _pair(user: User, password: str) -> str:
    """A keyed digest. The stored hash is part of it: a changed password is forgotten by itself."""
    value = f"{user.pk}:{user.password}:{password}"
    return salted_hmac("signalpost.basic", value, algorithm="sha256").hexdigest()


def _note_use(token: ApiToken, address: str, now: datetime) -> None:
    """At most once a minute for each address that it comes from."""
    place = storable_address(address)
    visit = f"{token.pk}:{place}"
    is_fresh = token.last_used_at is not None and now - token.last_used_at <= NOTED_EVERY
    if is_fresh and (token.last_used_from == place or _visits.knows(visit)):
        return
    _visits.keep(visit)
    ApiToken.objects.filter(pk=token.pk).update(last_used_at=now, last_used_from=place)
    if place and place != token.last_used_from:
        audit.note_repeated(
            "token.used_from",
            name=token.name,
            user_id=token.user_id,
            address=place,
            apart=str(token.pk),
            per_hour=False,
            token_id=token.pk,
        )


class _Memory:
    """What was so a moment ago, for a minute and for so many things at most."""

    def __init__(self, most: int = 256) -> None:
        self._until: OrderedDict[str, float] = OrderedDict()
        self._most = most

    def knows(self, thing: str) -> bool:
        return self._until.get(thing, 0.0) > time.monotonic()

    def keep(self, thing: str) -> None:
        self._until[thing] = time.monotonic() + NOTED_EVERY.total_seconds()
        self._until.move_to_end(thing)
        while len(self._until) > self._most:
            self._until.popitem(last=False)


#: So that a script with Basic does not pay argon2 on each call. Whether the person is active is
#: read anew each time.
_right_pairs = _Memory()
_visits = _Memory()
_turns = [threading.Lock() for _ in range(16)]
