from __future__ import annotations

import pytest

from signalpost.kernel.web_address import checked


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" https://status.example.com/ ", "https://status.example.com"),
        ("HTTPS://Status.Example.COM", "https://status.example.com"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://status", "http://status"),
        ("http://192.0.2.1:81", "http://192.0.2.1:81"),
        ("http://[2001:DB8::1]:81", "http://[2001:db8::1]:81"),
        ("https://käse.example", "https://xn--kse-qla.example"),
    ],
)
def test_an_address_is_spelt_as_browsers_do(typed: str, address: str) -> None:
    assert checked(typed) == address


@pytest.mark.parametrize(
    "text",
    [
        "status.example.com",
        "nonsense",
        "javascript:1",
        "ftp://status.example.com",
        "https://",
        "https://x y",
        "https://status_page.example.com",
        "https://status..example.com",
        "https://status.example.com:99999",
        "https://[::g]",
        "https://me@status.example.com",
        "https://status.example.com/path",
        "https://status.example.com/path?x#y",
        "https://status.example.com?",
        "https://status.exa\tmple.com",
        f"https://{'a' * 64}.example",
    ],
)
def test_what_is_no_address_or_says_more_than_a_host_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no address of a site"):
        checked(text)
