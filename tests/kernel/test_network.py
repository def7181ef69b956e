from __future__ import annotations

import pytest

from signalpost.kernel.network import customer, storable_address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        (" 192.0.2.7 ", "192.0.2.7"),
        ("2001:DB8:0::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
    ],
)
def test_an_address_comes_in_its_usual_form(text: str, address: str) -> None:
    assert storable_address(text) == address


@pytest.mark.parametrize("text", ["", "unknown", "192.0.2.7:443", "192.0.2", "\x00", "x" * 9999])
def test_anything_else_is_none(text: str) -> None:
    assert storable_address(text) is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("unknown", ""),
    ],
)
def test_somebody_with_ipv6_has_many_addresses(text: str, who: str) -> None:
    assert customer(text) == who
