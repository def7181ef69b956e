from __future__ import annotations

import pytest
from django.conf import LazySettings

from signalpost.kernel.actor import Actor
from signalpost.site import operations
from signalpost.site.models import Site


def test_without_a_set_up_the_defaults_hold(db: None) -> None:
    current = operations.current()

    assert (current.name, current.address, current.is_set_up) == ("Status", "", False)
    assert not Site.objects.exists()


def test_what_was_set_holds(northwind: Site) -> None:
    assert operations.current().name == "Northwind Status"


def test_the_environments_address_wins(alice: Actor, settings: LazySettings) -> None:
    operations.change(by=alice, address="https://row.example")
    settings.SITE_URL = "https://environment.example"

    assert operations.current().address == "https://environment.example"


@pytest.mark.parametrize(
    ("allowed", "origins"),
    [
        ("", set()),
        ("https://A.example/", {"https://a.example"}),
        (
            "a.example, https://b.example\nc.example",
            {"a.example", "https://b.example", "c.example"},
        ),
    ],
)
def test_origins_are_listed_with_commas_or_breaks(allowed: str, origins: set[str]) -> None:
    assert Site(allowed_origins=allowed).origins == origins
