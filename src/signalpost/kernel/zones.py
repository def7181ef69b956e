from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo, available_timezones


def named(name: str) -> ZoneInfo | None:
    """The IANA zone of that name; None where there is none, whatever the text."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return None


@cache
def names() -> frozenset[str]:
    """What the world's zones are called; the disk is searched for them once."""
    return frozenset(available_timezones())
