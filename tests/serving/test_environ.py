from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest

from signalpost.serving.environ import environ

PROXIES = [ip_network("10.0.0.0/8"), ip_network("::1")]


def scope(*headers: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {
        "method": "GET",
        "scheme": "http",
        "http_version": "1.1",
        "raw_path": b"/",
        "query_string": b"",
        "client": ("203.0.113.9", 50000),
        "server": ("127.0.0.1", 8000),
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    } | more


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # a stranger's word counts for nothing
        ("10.1.1.1", "198.51.100.1", "198.51.100.1"),
        ("10.1.1.1", "192.0.2.66, 198.51.100.1", "198.51.100.1"),  # the last hop that is not ours
        ("10.1.1.1", "198.51.100.1, 10.2.2.2", "198.51.100.1"),
        ("10.1.1.1", "", "10.1.1.1"),
        ("::1", "2001:db8::7", "2001:db8::7"),
        ("::ffff:10.1.1.1", "198.51.100.1", "198.51.100.1"),  # where one socket speaks both
        ("10.1.1.1", "198.51.100.1:4711, 10.2.2.2:4712", "198.51.100.1"),
        ("10.1.1.1", "[2001:db8::7]:4711", "2001:db8::7"),
    ],
)
def test_the_client_is_told_by_trusted_proxies_alone(
    peer: str, forwarded: str, client: str
) -> None:
    asked = scope(("x-forwarded-for", forwarded), client=(peer, 1))

    assert environ(asked, b"", 0, PROXIES)["REMOTE_ADDR"] == client


@pytest.mark.parametrize(
    ("peer", "said", "scheme"),
    [("10.1.1.1", "https", "https"), ("203.0.113.9", "https", "http"), ("10.1.1.1", "ftp", "http")],
)
def test_the_scheme_is_told_by_trusted_proxies_alone(peer: str, said: str, scheme: str) -> None:
    asked = scope(("x-forwarded-proto", said), client=(peer, 1))

    assert environ(asked, b"", 0, PROXIES)["wsgi.url_scheme"] == scheme


def test_a_header_with_an_underscore_cannot_pass_for_another() -> None:
    built = environ(scope(("x_cachet_token", "forged")), b"", 0, ())

    assert "HTTP_X_CACHET_TOKEN" not in built


def test_cookies_sent_in_two_headers_are_joined_as_cookies() -> None:
    built = environ(scope(("cookie", "a=1"), ("cookie", "b=2")), b"", 0, ())

    assert built["HTTP_COOKIE"] == "a=1; b=2"


def test_a_path_reaches_django_byte_by_byte() -> None:
    built = environ(scope(raw_path=b"/caf%C3%A9"), b"", 0, ())

    assert built["PATH_INFO"].encode("latin-1").decode() == "/café"


def test_the_length_is_what_was_sent_and_not_what_was_said() -> None:
    built = environ(scope(("content-length", "5")), b"abc", 3, ())

    assert built["CONTENT_LENGTH"] == "3"
