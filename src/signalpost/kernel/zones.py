from __future__ import annotations

from zoneinfo import ZoneInfo


def named(name: str) -> ZoneInfo | None:
    """The IANA zone of that name; None where there is none, whatever the text."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return None
