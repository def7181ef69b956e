"""The one password that opens a private page, and the pass that is given for it."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.core import signing

from signalpost.kernel.errors import Invalid
from signalpost.kernel.text import storable
from signalpost.site.models import Audience, Site

SHORTEST, LONGEST = 8, 200
#: The cookie of the pass, and how long it holds.
COOKIE = "signalpost_reader"
LASTS = timedelta(days=30)

_SALT = "signalpost.reader"


def hashed(password: str) -> str:
    if not storable(password) or not SHORTEST <= len(password) <= LONGEST:
        sentence = f"The page’s password needs between {SHORTEST} and {LONGEST} characters."
        raise Invalid(sentence, field="password")
    return make_password(password)


def is_password(site: Site, password: str) -> bool:
    """Costs an argon2 hash; throttle before."""
    is_short_enough = storable(password) and len(password) <= LONGEST
    return is_short_enough and check_password(password, site.page_password)


def reader_pass(site: Site) -> str:
    """Signed; worthless once the password is another."""
    return signing.dumps(_mark(site), salt=_SALT)


def may_read(site: Site, reader_pass: str) -> bool:
    if site.audience != Audience.PASSWORD or not reader_pass:
        return False
    try:
        mark = signing.loads(reader_pass, salt=_SALT, max_age=LASTS)
    except signing.BadSignature:
        return False
    return bool(mark == _mark(site))


def _mark(site: Site) -> str:
    """Of this password, and not what it is."""
    return hashlib.sha256(f"{_SALT}:{site.page_password}".encode()).hexdigest()
