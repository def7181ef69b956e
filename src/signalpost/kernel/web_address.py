"""The address of a site: a scheme, a host, perhaps a port, and nothing behind them."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?")


def checked(text: str) -> str:
    """The address as browsers spell it; ValueError for what is none, or says more than a host."""
    text = text.strip().removesuffix("/")
    try:
        parts = urlsplit(text)
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:
        raise _wrong(text) from None
    says_more = text[len(parts.scheme) :] != f"://{parts.netloc}" or "@" in parts.netloc
    if parts.scheme not in {"http", "https"} or says_more:
        raise _wrong(text)
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def _host(name: str) -> str:
    """In ASCII, as in a Host header; ValueError for what no such header may say."""
    if ":" in name:
        return f"[{ip_address(name)}]"
    ascii_name = name.encode("idna").decode()
    if not _HOST.fullmatch(ascii_name):
        raise ValueError
    return ascii_name


def _wrong(text: str) -> ValueError:
    return ValueError(
        f"“{text[:100]}” is no address of a site: that is http:// or https:// and a host, "
        "with nothing behind it."
    )
