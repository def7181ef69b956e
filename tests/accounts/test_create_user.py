from __future__ import annotations

import pytest

from signalpost.accounts import operations
from signalpost.accounts.models import User
from signalpost.accounts.roles import Role
from signalpost.events.models import Event
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Conflict, DomainError, Invalid
from tests.conftest import PASSWORD

BY = Actor("cli", "tests")


def test_a_person_comes_in_as_a_member_named_after_their_address(db: None) -> None:
    user = operations.create_user(by=BY, email=" bo@example.com ", password=PASSWORD)

    assert (user.email, user.username, user.role) == ("bo@example.com", "bo", Role.MEMBER)
    assert user.check_password(PASSWORD)


@pytest.mark.usefixtures("passwords_in_earnest")
def test_the_password_is_kept_with_argon2id_at_full_cost(db: None) -> None:
    user = operations.create_user(by=BY, email="bo@example.com", password=PASSWORD)

    assert user.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_it_is_written_in_the_book_without_the_password(db: None) -> None:
    user = operations.create_user(by=BY, email="bo@example.com", password=PASSWORD)

    event = Event.objects.get(kind="user.created")
    assert event.subject_id == user.pk
    assert PASSWORD not in str(event.facts)


def test_a_user_name_that_is_taken_gets_a_number(db: None) -> None:
    names = [
        operations.create_user(by=BY, email=f"bo@{host}.example", password=PASSWORD).username
        for host in ("one", "two", "three")
    ]

    assert names == ["bo", "bo2", "bo3"]


@pytest.mark.parametrize("email", ["alice@example.com", "ALICE@example.com"])
def test_an_address_has_one_account(alice: Actor, email: str) -> None:
    with pytest.raises(Conflict, match="has an account already") as refused:
        operations.create_user(by=BY, email=email, password=PASSWORD)

    assert refused.value.field == "email"


def test_a_user_name_is_one_persons(alice: Actor) -> None:
    with pytest.raises(Conflict, match="is taken"):
        operations.create_user(by=BY, email="bo@example.com", username="Alice", password=PASSWORD)


def test_nobody_is_named_by_anothers_address(alice: Actor) -> None:
    with pytest.raises(Conflict):
        operations.create_user(
            by=BY, email="bo@example.com", username="alice@example.com", password=PASSWORD
        )


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"email": "bo"}, "email"),
        ({"email": ""}, "email"),
        ({"email": "a\x00@example.com"}, "email"),
        ({"email": "a" * 250 + "@example.com"}, "email"),
        ({"username": "x" * 151}, "username"),
        ({"name": "x" * 151}, "name"),
        ({"password": "short"}, "password"),
        ({"password": "password1234"}, "password"),
        ({"password": "bo@example.com"}, "password"),
    ],
)
def test_what_cannot_be_right_is_refused_by_field(
    db: None, given: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        operations.create_user(by=BY, **{"email": "bo@example.com", "password": PASSWORD} | given)

    assert refused.value.field == field
    assert not User.objects.exists()


def test_nothing_is_written_when_it_is_refused(alice: Actor) -> None:
    before = Event.objects.count()

    with pytest.raises(DomainError):
        operations.create_user(by=BY, email="alice@example.com", password=PASSWORD)

    assert (User.objects.count(), Event.objects.count()) == (1, before)
