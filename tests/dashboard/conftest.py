"""People in front of a browser that follows no script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from signalpost.accounts.models import User
from signalpost.kernel.actor import Actor
from signalpost.site.models import Site
from tests.conftest import PASSWORD

Browser = Callable[[Actor], Client]


@pytest.fixture
def browser(northwind: Site) -> Browser:
    """A browser that somebody is signed in with."""

    def signed_in(person: Actor) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=person.user_id))
        return client

    return signed_in


@pytest.fixture
def mias(browser: Browser, mia: Actor) -> Client:
    return browser(mia)


@pytest.fixture
def guest(northwind: Site) -> Client:
    return Client()


def sign_in(client: Client, login: str, password: str = PASSWORD) -> int:
    """By the sign-in page, as people do; the status of its answer."""
    answer = client.post("/dashboard/sign-in/", {"login": login, "password": password})
    return answer.status_code
