"""Addresses that come from outside, to be gone to next."""

from __future__ import annotations

import re

_WITHIN = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")


def within(address: str) -> str:
    """The address if it is a path of this site; otherwise the first page."""
    return address if len(address) <= 2_000 and _WITHIN.fullmatch(address) else "/"
