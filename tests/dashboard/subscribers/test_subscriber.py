"""One subscriber at the dashboard."""

from __future__ import annotations

import pytest
from django.test import Client

from signalpost.components.models import Component, Group
from signalpost.events.models import Event
from signalpost.subscribers.choice import Choice
from signalpost.subscribers.models import Subscriber
from tests.dashboard.subscribers.conftest import ALL


def test_what_is_followed_is_ticked(
    mias: Client, kim: Subscriber, website: Component, checkout: Component, europe: Group
) -> None:
    page = mias.get(f"{ALL}{kim.pk}/").text

    assert f'name="components" value="{website.pk}" checked' in page
    assert f'name="components" value="{checkout.pk}">' in page
    assert f'name="groups" value="{europe.pk}" checked' in page


def test_it_can_be_changed(mias: Client, kim: Subscriber, checkout: Component) -> None:
    mias.post(f"{ALL}{kim.pk}/", {"follows": "chosen", "components": [checkout.pk]})

    assert Choice.made_by(kim) == Choice(False, frozenset([checkout.pk]))


def test_nothing_at_all_is_no_choice(mias: Client, kim: Subscriber) -> None:
    before = Choice.made_by(kim)

    answer = mias.post(f"{ALL}{kim.pk}/", {"follows": "chosen"})

    assert answer.status_code == 422
    assert "Choose at least one, or everything." in answer.text
    assert Choice.made_by(kim) == before


def test_a_member_confirms_for_them_and_the_book_says_who(mias: Client, bo: Subscriber) -> None:
    mias.post(f"{ALL}{bo.pk}/confirm/")

    bo.refresh_from_db()
    assert bo.verified_at
    assert Event.objects.get(kind="subscriber.confirmed").actor_name == "mia"


def test_who_is_confirmed_needs_nobody_to_do_it(mias: Client, kim: Subscriber) -> None:
    assert "Confirm for them" not in mias.get(f"{ALL}{kim.pk}/").text


def test_unsubscribing_asks_once(mias: Client, bo: Subscriber) -> None:
    asked = mias.get(f"{ALL}{bo.pk}/unsubscribe/").text
    assert "are forgotten" in asked
    assert Subscriber.objects.exists()

    mias.post(f"{ALL}{bo.pk}/unsubscribe/")

    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("rest", ["", "unsubscribe/"])
def test_who_is_not_there_is_a_404(mias: Client, rest: str) -> None:
    assert mias.get(f"{ALL}999/{rest}").status_code == 404
