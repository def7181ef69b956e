"""Secrets that must be read again, encrypted with keys made from SECRET_KEY and its fallbacks."""

from __future__ import annotations

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(Exception):
    """It was sealed with a key that this installation no longer has."""


def seal(text: str) -> str:
    """No text stays none, so that one sees whether there is a secret."""
    return _box().encrypt(text.encode()).decode("ascii") if text else ""


def unseal(sealed: str) -> str:
    """What was sealed; Unreadable when none of the keys fits."""
    try:
        return _box().decrypt(sealed.encode("ascii")).decode() if sealed else ""
    except (InvalidToken, UnicodeEncodeError):
        raise Unreadable from None


def _box() -> MultiFernet:
    return _box_with((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _box_with(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    kdf = HKDF(hashes.SHA256(), length=32, salt=None, info=b"signalpost.sealing")
    return base64.urlsafe_b64encode(kdf.derive(key.encode()))
