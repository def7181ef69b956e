"""Refusals that a caller can act on. Each door words them once, in its own `api.py`."""

from __future__ import annotations


class DomainError(Exception):
    """A sentence for whoever asked, and the field it is about, where it is about one."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Invalid(DomainError):
    """What was given cannot be right."""


class NotFound(DomainError):
    """There is no such thing, or not for this viewer: the two read alike."""


class Conflict(DomainError):
    """It was right once, but not in the state things are in now."""


class Changed(Conflict):
    """Somebody else has changed it since the caller looked."""


class Forbidden(DomainError):
    """Known, but not allowed to do this."""


class Throttled(DomainError):
    """More than `limit` times; another try is worth it after `wait` seconds."""

    def __init__(self, *, limit: int, wait: int) -> None:
        super().__init__("Too many failed attempts. Try again later.")
        self.limit = limit
        self.wait = wait
