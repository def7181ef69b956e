"""What the text of a setting means; Wrong where it can mean nothing."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from marshmallow import ValidationError as NoBoolean
from marshmallow.fields import Boolean

from signalpost.config.checks import Wrong
from signalpost.kernel import mail_server, web_address
from signalpost.kernel.text import is_email


def words(text: str) -> list[str]:
    """A list with commas."""
    return [word for part in text.split(",") if (word := part.strip())]


def switch(text: str) -> bool:
    try:
        return bool(Boolean().deserialize(text))
    except NoBoolean:
        raise Wrong(f"“{text}” is neither true nor false.", "Set it to true or false.") from None


def between(least: int, most: int) -> Callable[[str], int]:
    """A whole number from `least` to `most`."""

    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise Wrong(
                f"“{text}” is not a whole number from {least} to {most}.",
                "Correct it, or leave it out: the default fits a small installation.",
            )
        return int(text)

    return number


def path(text: str) -> Path:
    try:
        return Path(text).expanduser().resolve()
    except (RuntimeError, OSError):
        raise Wrong(f"“{text}” leads nowhere.", "Name a directory by its whole path.") from None


def make(folder: Path) -> None:
    """See to it that there is such a folder, for this user to write to."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        why = "a file has its name" if folder.is_file() else error.strerror
        raise Wrong(
            f"The directory {folder} cannot be made: {why}.",
            "Name a directory that this user may make and write to.",
        ) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Wrong(f"{folder} is not writable for this user.", "Give this user the right to.")


def site_address(text: str) -> str:
    try:
        return web_address.checked(text) if text else ""
    except ValueError as error:
        raise Wrong(str(error), "Set it to an address like https://status.example.com.") from None


def issuer(text: str) -> str:
    """Of OpenID Connect: it may have a path, but neither a query nor a fragment."""
    try:
        parts = urlsplit(text)
        web_address.checked(f"{parts.scheme}://{parts.netloc}") if text else ""
    except ValueError:
        raise _no_issuer(text) from None
    if parts.query or parts.fragment:
        raise _no_issuer(text)
    return text


def cache(text: str) -> dict[str, Any]:
    """One of Django's CACHES. No other kind is shared by all processes and forgets nothing."""
    try:
        parts = urlsplit(text)
        is_one = parts.scheme in {"redis", "rediss"} and parts.hostname and parts.port != 0
    except ValueError:
        is_one = False
    if not is_one:
        raise Wrong(
            "It is not the address of a Redis or Valkey server.",
            "Set it to redis://host:6379/0, or leave it out.",
        )
    if not find_spec("redis"):
        raise Wrong(
            "What talks to Redis and Valkey is not installed.",
            "Install it: pip install 'signalpost[redis]'.",
        )
    return {"BACKEND": "signalpost.config.caches.ServerOrTable", "LOCATION": text}


def server(text: str) -> mail_server.MailServer | None:
    try:
        return mail_server.parsed(text) if text else None
    except ValueError as error:
        raise Wrong(
            f"{error}.", "Set it to an address like submission://user:password@mail.example.com."
        ) from None


def mail_address(text: str) -> str:
    if text and not is_email(text):
        raise Wrong(f"“{text}” is not an e-mail address.", "Set it to one like status@example.com.")
    return text


def networks(text: str) -> list[IPv4Network | IPv6Network]:
    try:
        return [ip_network(network, strict=False) for network in words(text)]
    except ValueError as error:
        raise Wrong(f"{error}.", "List addresses or ranges, as in 127.0.0.1, 10.0.0.0/8.") from None


def header(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9-]*", text):
        raise Wrong(f"“{text}” is not the name of a header.", "Set it to one like X-Remote-User.")
    return text


def log_level(text: str) -> str:
    if text.upper() not in logging.getLevelNamesMapping():
        raise Wrong(f"There is no level “{text}”.", "Use DEBUG, INFO, WARNING or ERROR.")
    return text.upper()


def check_client(client: str, *, of: str) -> None:
    """An issuer and the client that it knows us by: the one is of no use without the other."""
    if of and not client:
        raise Wrong(
            "It is not set, and SIGNALPOST_OIDC_ISSUER is.",
            "Set it to the client that the provider knows Signalpost by.",
        )
    if client and not of:
        raise Wrong(
            "It is set, and SIGNALPOST_OIDC_ISSUER is not.",
            "Set that to the provider, or leave both out.",
        )


def check_believed(header: str, *, of: list[str]) -> None:
    """A header that names people is believed from trusted proxies alone."""
    if header and not of:
        raise Wrong(
            "No proxy is trusted, so nobody could sign in by it.",
            "Name the proxy that sets it in SIGNALPOST_TRUSTED_PROXIES.",
        )


def _no_issuer(text: str) -> Wrong:
    return Wrong(
        f"“{text}” is not the address of an OpenID Connect provider.",
        "Set it to what the provider calls its issuer, as in https://login.example.com/realms/staff.",
    )
