from __future__ import annotations

import pytest

from signalpost.kernel.network import customer, is_answered, is_host_of, storable_address


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


@pytest.mark.parametrize(
    ("host", "answered"),
    [
        ("status.example.com:8443", True),
        ("status.example.com", False),
        ("other.example.com", False),
        ("localhost:8000", True),
        ("localhost.", True),
        ("127.0.0.1", True),
        ("[::1]:8000", True),
        ("localhost.example.com", False),
        ("[1:2]", False),
        ("[::1", False),
    ],
)
def test_the_host_of_the_address_and_names_of_this_machine_are_answered(
    host: str, answered: bool
) -> None:
    assert is_answered(host, address="https://Status.example.com:8443") is answered


@pytest.mark.parametrize("host", ["status.example.com:99999", "[::1", ""])
def test_what_is_no_host_is_nobodys(host: str) -> None:
    assert not is_host_of("https://status.example.com", host)


def test_while_there_is_no_address_any_host_is_answered() -> None:
    assert is_answered("other.example.com", address="")
