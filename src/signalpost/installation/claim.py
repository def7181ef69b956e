"""The code that only whoever started the server can read: it claims a fresh installation."""

from __future__ import annotations

from django.utils.crypto import constant_time_compare, salted_hmac

from signalpost.site.models import Site

PATH = "/dashboard/set-up/"


def is_open(site: Site) -> bool:
    """Whether this installation belongs to nobody yet."""
    return not site.is_set_up


def code() -> str:
    """The same for every process and after a restart, and worthless once someone has used it."""
    digits = salted_hmac("signalpost.claim", "code", algorithm="sha256").hexdigest()[:16]
    return "-".join(digits[place : place + 4] for place in range(0, 16, 4))


def link(base: str) -> str:
    return f"{base}{PATH}?code={code()}"


def is_right(given: str) -> bool:
    """Also as somebody types it who leaves out the dashes."""
    typed, right = (_digits(one).encode() for one in (given, code()))
    return constant_time_compare(typed, right)


def _digits(text: str) -> str:
    return "".join(text.split()).replace("-", "").lower()
