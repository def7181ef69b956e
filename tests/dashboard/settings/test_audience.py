from __future__ import annotations

import pytest

from signalpost.site import operations as site
from signalpost.site import readers
from signalpost.site.models import Audience
from tests.dashboard.settings.conftest import save

AUDIENCE = "/dashboard/settings/audience/"


def test_the_page_is_closed_to_all_but_the_team(browser, alice, guest):
    save(browser(alice), AUDIENCE, {"audience": "team"})

    assert site.current().audience == Audience.TEAM
    assert guest.get("/").status_code != 200


def test_a_password_is_kept_as_a_hash_and_not_shown(browser, alice):
    client = browser(alice)

    save(client, AUDIENCE, {"audience": "password", "password": "open sesame"})

    assert readers.is_password(site.current(), "open sesame")
    assert "open sesame" not in client.get(AUDIENCE).text


def test_where_none_is_typed_it_stays(browser, alice):
    client = browser(alice)
    save(client, AUDIENCE, {"audience": "password", "password": "open sesame"})

    save(client, AUDIENCE, {"audience": "password", "password": ""})

    assert readers.is_password(site.current(), "open sesame")


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"audience": "password"}, "password"),
        ({"audience": "password", "password": "short"}, "password"),
        ({"audience": "friends"}, "audience"),
        ({}, "audience"),
    ],
)
def test_what_cannot_be_stands_beside_its_field(browser, alice, sent, field):
    answer = save(browser(alice), AUDIENCE, sent)

    assert list(answer.context["form"].errors) == [field]
    assert site.current().audience == Audience.EVERYBODY
