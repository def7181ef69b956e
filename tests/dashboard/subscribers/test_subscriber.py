"""One subscriber at the dashboard."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from signalpost.components.models import Component, Group
from signalpost.events import log
from signalpost.events.models import Event
from signalpost.kernel.actor import Actor
from signalpost.subscribers import operations
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


def save(client: Client, subscriber: Subscriber, as_of: int, **said: Any) -> HttpResponse:
    said = {"follows": "chosen", "as_of": as_of} | said
    return client.post(f"{ALL}{subscriber.pk}/", said)  # type: ignore[return-value]


def test_it_can_be_changed(mias: Client, kim: Subscriber, checkout: Component) -> None:
    save(mias, kim, log.version(), components=[checkout.pk])

    assert Choice.made_by(kim) == Choice(False, frozenset([checkout.pk]))


def test_what_somebody_else_has_changed_meanwhile_is_kept_until_it_is_saved_once_more(
    mias: Client, alice: Actor, kim: Subscriber, checkout: Component
) -> None:
    seen = log.version()
    operations.choose(kim.pk, by=alice, components=[], groups=[], everything=True)

    answer = save(mias, kim, seen, components=[checkout.pk])
    kept = Choice.made_by(Subscriber.objects.get())
    save(mias, kim, answer.context["form"]["as_of"].value(), components=[checkout.pk])  # type: ignore[attr-defined]

    assert "Somebody has changed it since you opened it." in answer.text
    assert f'value="{checkout.pk}" checked' in answer.text
    assert kept == Choice(True)
    assert Choice.made_by(Subscriber.objects.get()) == Choice(False, frozenset([checkout.pk]))


@pytest.mark.parametrize("as_of", ["", "x", "9" * 5_000, "\x00"], ids=lambda value: value[:2])
def test_a_form_that_does_not_say_what_was_seen_is_refused(
    mias: Client, kim: Subscriber, as_of: str
) -> None:
    answer = mias.post(f"{ALL}{kim.pk}/", {"follows": "everything", "as_of": as_of})

    assert answer.status_code == 422
    assert "Open this screen anew" in answer.text


def test_nothing_at_all_is_no_choice(mias: Client, kim: Subscriber) -> None:
    before = Choice.made_by(kim)

    answer = save(mias, kim, log.version())

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
