from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from signalpost.accounts import invitations
from signalpost.accounts.models import Invitation, User
from signalpost.accounts.roles import Role
from signalpost.events.models import Event
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Conflict, Invalid
from tests.conftest import PASSWORD


@pytest.fixture
def link(alice: Actor) -> str:
    """What stands in the link of an invitation for Olga."""
    return invitations.sign(invitations.invite("olga@example.com", Role.VIEWER, by=alice))


def test_whoever_has_the_link_comes_in_with_the_role_that_was_kept(link: str) -> None:
    user = invitations.accept(link, password=PASSWORD, name="Olga")

    assert (user.email, user.name, user.role) == ("olga@example.com", "Olga", Role.VIEWER)
    assert user.check_password(PASSWORD)


def test_it_is_written_in_the_book(link: str) -> None:
    invitations.accept(link, password=PASSWORD)

    told = list(Event.objects.order_by("version").values_list("kind", "facts"))
    assert told[-2:] == [
        ("invitation.made", {"email": "olga@example.com", "role": "viewer"}),
        (
            "user.created",
            {"email": "olga@example.com", "role": "viewer", "through": "invitation"},
        ),
    ]


def test_a_link_works_once(link: str) -> None:
    invitations.accept(link, password=PASSWORD)

    with pytest.raises(Conflict, match="used already"):
        invitations.accept(link, password=PASSWORD, username="second")

    assert User.objects.filter(email="olga@example.com").count() == 1


def test_a_link_expires(link: str) -> None:
    with (
        time_machine.travel(timezone.now() + invitations.LASTS + timedelta(minutes=1)),
        pytest.raises(Conflict, match="has expired"),
    ):
        invitations.accept(link, password=PASSWORD)


def test_an_invitation_can_be_withdrawn(link: str, alice: Actor) -> None:
    invitations.revoke(Invitation.objects.get().pk, by=alice)

    with pytest.raises(Conflict, match="withdrawn"):
        invitations.accept(link, password=PASSWORD)


def test_a_second_invitation_voids_the_link_of_the_first(link: str, alice: Actor) -> None:
    newer = invitations.sign(invitations.invite("Olga@example.com", Role.MEMBER, by=alice))

    with pytest.raises(Conflict, match="newer invitation"):
        invitations.accept(link, password=PASSWORD)
    assert invitations.accept(newer, password=PASSWORD).role == Role.MEMBER


def test_a_link_is_void_that_is_renewed_between_the_look_and_the_lock(
    link: str, alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = invitations.read

    def renewed_after(signed: str) -> Invitation:
        seen = read(signed)
        invitations.invite("olga@example.com", Role.MEMBER, by=alice)
        return seen

    monkeypatch.setattr(invitations, "read", renewed_after)

    with pytest.raises(Conflict, match="newer invitation"):
        invitations.accept(link, password=PASSWORD)


@pytest.mark.parametrize("spoil", [lambda link: link[:-1], lambda link: "x" + link, lambda _: ""])
def test_a_link_that_is_not_ours_is_refused_in_words(link: str, spoil) -> None:
    with pytest.raises(Invalid, match="not complete, or not one of ours"):
        invitations.accept(spoil(link), password=PASSWORD)


def test_a_bad_password_leaves_the_invitation_open(link: str) -> None:
    with pytest.raises(Invalid, match="too short"):
        invitations.accept(link, password="short")

    assert invitations.accept(link, password=PASSWORD)


def test_somebody_with_an_account_is_not_invited(alice: Actor, mia: Actor) -> None:
    with pytest.raises(Conflict, match="has an account already") as refusal:
        invitations.invite("MIA@example.com", Role.ADMIN, by=alice)

    assert refusal.value.field == "email"


def test_what_is_no_address_is_not_invited(alice: Actor) -> None:
    with pytest.raises(Invalid, match="not an e-mail address"):
        invitations.invite("olga", Role.ADMIN, by=alice)


def test_what_was_accepted_cannot_be_withdrawn(link: str, alice: Actor) -> None:
    invitations.accept(link, password=PASSWORD)

    with pytest.raises(Conflict, match="has accepted already"):
        invitations.revoke(Invitation.objects.get().pk, by=alice)
