from __future__ import annotations

import pytest

from signalpost.kernel.actor import Actor
from signalpost.site import operations as site
from tests.cachet_api.conftest import Api, data, details
from tests.cachet_api.incidents import DOWN


@pytest.mark.parametrize(
    "given",
    ["2024-01-15 10:30", "2024-01-15 10:30:00", "2024-01-15T10:30", "2024-01-15T10:30:00"],
)
def test_occurred_at_takes_the_contracts_forms(api: Api, given: str) -> None:
    made = data(api.post("/incidents", DOWN | {"occurred_at": given}))

    assert made["occurred_at"] == "2024-01-15 10:30:00"


@pytest.mark.parametrize(
    "given", ["2024-01-15T10:30:00+02:00", "2024-01-15T08:30:00Z", "2024-01-15T08:30:00.5Z"]
)
def test_occurred_at_takes_an_offset(api: Api, given: str) -> None:
    made = data(api.post("/incidents", DOWN | {"occurred_at": given}))

    assert made["occurred_at"] == "2024-01-15 08:30:00"


@pytest.mark.parametrize(
    "given",
    ["yesterday", "2024-02-31 10:00", "2024-01-15", "15/01/2024 10:00", "0000-01-01 00:00",
     "99999-01-01 00:00", "2024-01-15 25:00", "2024-01-15T10:00:00+99:00"],
)  # fmt: skip
def test_what_is_no_date_is_refused(api: Api, given: str) -> None:
    [sentence] = details(api.post("/incidents", DOWN | {"occurred_at": given}))

    assert sentence.startswith("The occurred at ")


def test_without_one_it_occurred_now(api: Api) -> None:
    made = data(api.post("/incidents", DOWN))

    assert made["occurred_at"] == made["created_at"]


def test_created_at_is_ignored(api: Api) -> None:
    made = data(api.post("/incidents", DOWN | {"created_at": "2001-01-01 00:00:00"}))

    assert not made["created_at"].startswith("2001")


def test_the_time_zone_header_counts_both_ways(token: str) -> None:
    kolkata = Api(token, **{"Time-Zone": "Asia/Kolkata"})

    made = data(kolkata.post("/incidents", DOWN | {"occurred_at": "2024-01-15 10:30"}))

    assert made["occurred_at"] == "2024-01-15 10:30:00"
    shown = data(Api(token).get(f"/incidents/{made['id']}"))
    assert shown["occurred_at"] == "2024-01-15 05:00:00"


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "Europe", "\u00e9"])
def test_an_unknown_time_zone_is_ignored(token: str, zone: str) -> None:
    lost = Api(token, **{"Time-Zone": zone})

    made = data(lost.post("/incidents", DOWN | {"occurred_at": "2024-01-15 10:30"}))

    assert made["occurred_at"] == "2024-01-15 10:30:00"


def test_without_the_header_the_sites_zone_counts(api: Api, alice: Actor) -> None:
    site.change(by=alice, time_zone="America/New_York")
    made = data(api.post("/incidents", DOWN | {"occurred_at": "2024-07-15 10:30"}))

    site.change(by=alice, time_zone="UTC")

    shown = data(api.get(f"/incidents/{made['id']}"))
    assert shown["occurred_at"] == "2024-07-15 14:30:00"
