"""An ASGI request as WSGI's environ (PEP 3333), with the client told by trusted proxies alone."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any
from urllib.parse import unquote_to_bytes

Network = IPv4Network | IPv6Network
Scope = dict[str, Any]

_FORWARDED = frozenset({"x-forwarded-for", "x-forwarded-proto"})
_PLAIN = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


def environ(scope: Scope, body: bytes, size: int, proxies: Sequence[Network]) -> dict[str, Any]:
    """`size` is what the client sent or announced, which may be more than `body` holds."""
    headers = _headers(scope)
    client, scheme = _client(scope, headers, proxies)
    host, port = scope.get("server") or ("127.0.0.1", 80)
    built: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 80),
        "REMOTE_ADDR": client,
        "signalpost.peer": _peer(scope),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in headers.items():
        if name not in _FORWARDED:
            built[_PLAIN.get(name) or f"HTTP_{name.upper().replace('-', '_')}"] = value
    built["CONTENT_LENGTH"] = str(size)
    return built


def _headers(scope: Scope) -> dict[str, str]:
    """By lower-case name. One with an underscore could pass for another and is dropped."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        if "_" in name:
            continue
        joint = "; " if name == "cookie" else ","
        headers[name] = f"{headers[name]}{joint}{value}" if name in headers else value
    return headers


def _peer(scope: Scope) -> str:
    """Where the connection itself comes from, which may be a proxy."""
    peer: str = (scope.get("client") or ("127.0.0.1", 0))[0]
    return peer.removeprefix("::ffff:")  # of IPv4, on a socket that speaks both


def _client(scope: Scope, headers: dict[str, str], proxies: Sequence[Network]) -> tuple[str, str]:
    """The client's address and scheme: the connection's, or what a trusted proxy says of it."""
    peer = _peer(scope)
    if not _is_among(peer, proxies):
        return peer, scope["scheme"]
    hops = map(_without_port, headers.get("x-forwarded-for", "").split(","))
    beyond = (hop for hop in reversed([*hops]) if hop and not _is_among(hop, proxies))
    scheme = headers.get("x-forwarded-proto", "").strip().lower()
    return next(beyond, peer), scheme if scheme in {"http", "https"} else scope["scheme"]


def _without_port(hop: str) -> str:
    """Some proxies name the client's port, too: 198.51.100.7:4711 or [2001:db8::7]:4711."""
    hop = hop.strip()
    if hop.startswith("["):
        return hop[1:].partition("]")[0]
    return hop.partition(":")[0] if hop.count(":") == 1 else hop


def _is_among(address: str, proxies: Sequence[Network]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in proxies)
