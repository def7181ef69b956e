from __future__ import annotations

import pytest

from signalpost.events.models import Event
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid
from signalpost.site import operations
from signalpost.site.models import Site


def test_the_first_change_is_the_set_up(alice: Actor) -> None:
    site = operations.change(by=alice, name="  Northwind  ")

    assert site.is_set_up
    assert operations.current().name == "Northwind"


def test_a_later_change_keeps_the_rest(northwind: Site, alice: Actor) -> None:
    operations.change(by=alice, about="We ship.")

    current = operations.current()
    assert (current.name, current.about) == ("Northwind Status", "We ship.")
    assert current.set_up_at == northwind.set_up_at


def test_it_is_written_in_the_book(alice: Actor) -> None:
    operations.change(by=alice, name="Northwind")

    event = Event.objects.get(kind="site.changed")
    assert event.actor_name == "alice"
    assert "name" in event.facts["changed"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\x00"}, "name"),
        ({"about": "x" * 20_001}, "about"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"time_zone": ""}, "time_zone"),
        ({"language": "tlh"}, "language"),
        ({"address": "status.example.com"}, "address"),
        ({"address": "ftp://status.example.com"}, "address"),
        ({"address": "https://"}, "address"),
        ({"address": "https://[::1"}, "address"),
        ({"address": "https://status.example.com/path?x#y"}, "address"),
        ({"major_outage_threshold": 0}, "major_outage_threshold"),
        ({"cachet_major_outage_rate": 101}, "cachet_major_outage_rate"),
        ({"days_on_page": 0}, "days_on_page"),
        ({"days_on_page": 91}, "days_on_page"),
        ({"partial_outage_weight": 101}, "partial_outage_weight"),
        ({"major_outage_weight": -1}, "major_outage_weight"),
    ],
)
def test_what_cannot_be_right_is_refused_by_field(
    northwind: Site, alice: Actor, given: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        operations.change(by=alice, **given)

    assert refused.value.field == field
    assert operations.current().name == "Northwind Status"


def test_an_address_loses_its_last_slash(alice: Actor) -> None:
    site = operations.change(by=alice, address=" https://status.example.com/ ")

    assert site.address == "https://status.example.com"
