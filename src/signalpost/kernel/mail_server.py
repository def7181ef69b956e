"""A mail server as one address, the way the environment names it."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

#: How the conversation is protected and the usual port, by scheme.
_SCHEMES = {
    "smtp": ("none", 25),
    "submission": ("starttls", 587),
    "submissions": ("tls", 465),
    "smtps": ("tls", 465),
}


@dataclass(frozen=True, slots=True)
class MailServer:
    host: str
    port: int
    security: str
    username: str = ""
    password: str = field(default="", repr=False)


def parsed(url: str) -> MailServer:
    """What submission://user:password@mail.example.com names; ValueError for what is no server."""
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise ValueError(f"A mail server begins with one of {', '.join(_SCHEMES)}, then ://host")
    security, port = _SCHEMES[parts.scheme]
    return MailServer(
        parts.hostname,
        parts.port or port,
        security,
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )
