from __future__ import annotations

import pytest

from signalpost.accounts.models import User
from signalpost.accounts.roles import Role
from signalpost.installation import claim, operations
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Conflict, Invalid
from signalpost.site import operations as site
from signalpost.site.models import Site

BY = Actor("cli", "tests")
WORDS = {"name": "Northwind", "email": "alice@example.com", "password": "correct horse battery"}


def test_it_names_the_site_and_makes_its_admin(db):
    user = operations.set_up(by=BY, **WORDS, time_zone="Europe/Berlin")

    assert user.role == Role.ADMIN
    assert site.current().name == "Northwind"
    assert site.current().is_set_up


def test_it_happens_once(db):
    operations.set_up(by=BY, **WORDS)

    with pytest.raises(Conflict, match="set up already"):
        operations.set_up(by=BY, **WORDS | {"email": "mallory@example.com"})

    assert User.objects.count() == 1


def test_it_leaves_nothing_behind_when_the_password_is_too_short(db):
    with pytest.raises(Invalid, match="too short"):
        operations.set_up(by=BY, **WORDS | {"password": "short"})

    assert not Site.objects.exists()
    assert not User.objects.exists()


def test_a_fresh_installation_is_open_to_whoever_has_the_code(db):
    assert claim.is_open(site.current())
    assert claim.is_right(claim.code().upper())
    assert not claim.is_right("0000-0000-0000-0000")


def test_an_installation_that_is_set_up_is_not_open(northwind):
    assert not claim.is_open(northwind)
