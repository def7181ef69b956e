from __future__ import annotations

import pytest

from signalpost.kernel import places


@pytest.mark.parametrize(
    "address", ["/", "/history", "/incidents/5?a=b&c=d#update-1", "/%E2%82%AC"]
)
def test_a_path_of_this_site_is_gone_to(address: str) -> None:
    assert places.within(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "history",
        "//example.com/",
        "/\\example.com/",
        "/a\\b",
        "https://example.com/",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: x=y",
        "/a b",
        "/\u20ac",
        "/" + "x" * 2_000,
    ],
)
def test_everything_else_leads_to_the_first_page(address: str) -> None:
    assert places.within(address) == "/"
