"""Somebody is added by hand."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from signalpost.components.models import Component, Group
from signalpost.subscribers.choice import Choice
from signalpost.subscribers.models import Subscriber
from tests.dashboard.subscribers.conftest import ALL

NEW = f"{ALL}new/"
TYPED = {"email": "ada@example.com", "follows": "everything"}


def test_whoever_is_added_follows_everything_and_must_confirm(mias: Client) -> None:
    answer = mias.post(NEW, TYPED)

    ada = Subscriber.objects.get()
    assert answer["Location"] == ALL
    assert (ada.address, ada.follows_everything, ada.verified_at) == (
        "ada@example.com",
        True,
        None,
    )


def test_or_follows_what_is_chosen_and_has_agreed(
    mias: Client, website: Component, checkout: Component, europe: Group
) -> None:
    chosen = {"follows": "chosen", "components": [website.pk], "groups": [europe.pk]}

    mias.post(NEW, TYPED | chosen | {"vouched": "on"})

    ada = Subscriber.objects.get()
    assert Choice.made_by(ada) == Choice(False, frozenset([website.pk]), frozenset([europe.pk]))
    assert ada.verified_at


def test_what_is_ticked_counts_for_nothing_where_everything_is_followed(
    mias: Client, website: Component
) -> None:
    mias.post(NEW, TYPED | {"components": [website.pk]})

    assert Choice.made_by(Subscriber.objects.get()) == Choice(True)


def test_a_known_address_is_said_and_stays_as_it_is(mias: Client, bo: Subscriber) -> None:
    answer = mias.post(NEW, TYPED | {"email": "BO@example.com", "vouched": "on"})

    assert answer.status_code == 422
    assert f'<a href="{ALL}{bo.pk}/">bo@example.com</a> is a subscriber already' in answer.text
    assert Subscriber.objects.get() == bo
    assert Subscriber.objects.waiting().exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": ""}, "email"),
        ({"email": "ada"}, "email"),
        ({"email": "ada\x00@example.com"}, "email"),
        ({"email": "a" * 10_000 + "@example.com"}, "email"),
        ({"email": "ada@example.com\nBcc: x@example.com"}, "email"),
        ({"follows": "nobody"}, "follows"),
        ({"follows": "chosen"}, "components"),
        ({"follows": "chosen", "components": ["999"]}, "components"),
        ({"follows": "chosen", "components": ["9" * 5_000]}, "components"),
        ({"follows": "chosen", "groups": ["\x00"]}, "groups"),
        ({"follows": "chosen", "groups": ["²"]}, "groups"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    mias: Client, website: Component, wrong: dict[str, Any], field: str
) -> None:
    answer = mias.post(NEW, TYPED | {"vouched": "on"} | wrong)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert 'name="vouched" id="id_vouched" checked' in answer.text.replace(
        ' aria-describedby="id_vouched_helptext"', ""
    )
    assert not Subscriber.objects.exists()


def test_what_was_ticked_stays_ticked(mias: Client, website: Component) -> None:
    answer = mias.post(
        NEW, {"email": "ada", "follows": "chosen", "components": [website.pk, 999, "x"]}
    )

    assert f'name="components" value="{website.pk}" checked' in answer.text
