"""Addresses of the network, as they come in headers that anybody may have written."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

_USUAL_PORTS = {"http": 80, "https": 443}
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def storable_address(text: str) -> str | None:
    """The address in its usual form; None for what no database takes for one."""
    parsed = _parsed(text)
    return str(parsed) if parsed else None


def is_loopback(host: str) -> bool:
    """Whether a Host header, with or without a port, names the machine that it is sent from."""
    try:
        name, _ = _meant(host, "http")
    except ValueError:  # it is none
        return False
    return name in _LOOPBACK


def is_answered(host: str, *, address: str) -> bool:
    """Whether it is the host of our address, or this machine; any is, while there is no address."""
    return not address or is_loopback(host) or is_host_of(address, host)


def is_host_of(address: str, host: str) -> bool:
    """Case, a dot at the end and the port that the scheme means do not make another host of it."""
    try:
        own = urlsplit(address)
        return bool(own.netloc) and _meant(own.netloc, own.scheme) == _meant(host, own.scheme)
    except ValueError:  # one of them is none
        return False


def _meant(host: str, scheme: str) -> tuple[str, int | None]:
    """The name and the port that are meant."""
    parts = urlsplit(f"//{host}")
    name = (parts.hostname or "").removesuffix(".")
    return name, parts.port or _USUAL_PORTS.get(scheme)


def customer(text: str) -> str:
    """Whom an address stands for: somebody with IPv6 has a whole /64 of them."""
    parsed = _parsed(text)
    if isinstance(parsed, IPv6Address):
        return str(ip_network(f"{parsed}/64", strict=False))
    return str(parsed) if parsed else ""


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    # A socket for both families shows those of IPv4 as if they were of IPv6.
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return mapped or parsed
