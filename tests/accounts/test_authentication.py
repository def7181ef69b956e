"""Credentials → Actor. The door's words for it are tested at the door."""

from __future__ import annotations

import base64
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from signalpost.accounts import access, authentication, operations
from signalpost.accounts.models import ApiToken, User
from signalpost.accounts.roles import Role, Scope
from signalpost.events.models import AuditEntry
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Throttled
from tests.conftest import PASSWORD


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that was really verified, at 20 ms and 19 MiB each."""
    verified: list[str] = []
    check = User.check_password

    def noted(user: User, password: str) -> bool:
        verified.append(password)
        return check(user, password)

    monkeypatch.setattr(User, "check_password", noted)
    return verified


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Lets the process believe that so many seconds have gone by."""
    now = authentication.time.monotonic

    def shift(seconds: float) -> None:
        monkeypatch.setattr(authentication.time, "monotonic", lambda: now() + seconds)

    return shift


def basic(login: str, password: str = PASSWORD) -> Actor | None:
    value = base64.b64encode(f"{login}:{password}".encode()).decode()
    return authentication.by_headers("", f"Basic {value}")


def uses() -> list[tuple[str, str]]:
    """What the trail says of keys: from where, and which."""
    entries = AuditEntry.objects.filter(kind="token.used_from")
    return list(entries.order_by("address", "pk").values_list("address", "actor_name"))


class TestTokens:
    def test_a_key_speaks_for_its_person_with_its_limits(self, mia: Actor, alice: Actor) -> None:
        _, key = operations.create_token(mia.user_id, by=alice, name="bot", scope=Scope.READ)

        actor = authentication.by_token(key)

        assert actor == Actor("token", "bot", mia.user_id, access.powers(Role.MEMBER, Scope.READ))

    @pytest.mark.parametrize("key", ["", "sp_wrong", "\ud800", "x" * 10_000, "\x00"])
    def test_an_unknown_key_opens_nothing(self, token: str, key: str) -> None:
        assert authentication.by_token(key) is None

    @pytest.mark.parametrize(
        ("column", "shift", "opens"),
        [
            ("expires_at", timedelta(seconds=5), True),
            ("expires_at", timedelta(seconds=-5), False),
            ("revoked_at", timedelta(seconds=-5), False),
        ],
    )
    def test_a_key_opens_until_it_expires_or_is_revoked(
        self, token: str, column: str, shift: timedelta, opens: bool
    ) -> None:
        ApiToken.objects.update(**{column: timezone.now() + shift})

        assert (authentication.by_token(token) is not None) is opens

    def test_a_disabled_persons_key_opens_nothing(self, mia: Actor, alice: Actor) -> None:
        _, key = operations.create_token(mia.user_id, by=alice, name="bot")
        operations.disable_user(mia.user_id, by=alice)

        assert authentication.by_token(key) is None

    def test_a_key_follows_its_persons_role(self, mia: Actor, alice: Actor) -> None:
        _, key = operations.create_token(mia.user_id, by=alice, name="bot")
        User.objects.filter(pk=mia.user_id).update(role=Role.VIEWER)

        actor = authentication.by_token(key)

        assert actor is not None
        assert not actor.may("incidents.write")

    def test_its_last_use_is_noted_at_most_once_a_minute(self, token: str) -> None:
        def used(at: datetime) -> datetime | None:
            with time_machine.travel(at, tick=False):
                authentication.by_token(token)
            return ApiToken.objects.get().last_used_at

        first = timezone.now()
        later = [first + timedelta(seconds=seconds) for seconds in (0, 30, 60, 61, 100, 122)]

        assert [used(at) for at in later] == [
            first, first, first, later[3], later[3], later[5],
        ]  # fmt: skip

    def test_each_address_it_comes_from_is_noted_once(self, token: str) -> None:
        for address in ("192.0.2.7", "198.51.100.1", "192.0.2.7"):
            authentication.by_token(token, address=address)

        assert uses() == [("192.0.2.7", "tests"), ("198.51.100.1", "tests")]

    def test_keys_of_one_name_are_noted_each_for_itself(self, mia: Actor, alice: Actor) -> None:
        people = (mia.user_id, alice.user_id, alice.user_id)
        keys = [operations.create_token(person, by=alice, name="bot")[1] for person in people]

        for key in keys:
            authentication.by_token(key, address="192.0.2.7")

        assert uses() == [("192.0.2.7", "bot")] * 3


class TestBasic:
    @pytest.mark.parametrize("login", ["mia@example.com", "MIA@EXAMPLE.com", "mia", "Mia"])
    def test_address_and_user_name_both_open_in_any_case(self, mia: Actor, login: str) -> None:
        assert basic(login) == mia

    def test_a_password_may_hold_colons_and_letters_of_all_kinds(self, alice: Actor) -> None:
        password = "pässword: with: cölons"
        operations.create_user(by=alice, email="bo@example.com", password=password)

        assert basic("bo", password)

    @pytest.mark.parametrize(
        ("login", "password"),
        [("mia", "wrong"), ("nobody", PASSWORD), ("", ""), ("mia", ""), ("a\x00", "b\x00")],
    )
    def test_a_wrong_pair_opens_nothing(self, mia: Actor, login: str, password: str) -> None:
        assert basic(login, password) is None

    @pytest.mark.parametrize("header", ["Basic", "Basic ", "Basic !", "Basic bm9jb2xvbg==", ""])
    def test_a_header_that_cannot_be_read_opens_nothing(self, mia: Actor, header: str) -> None:
        assert authentication.by_headers("", header) is None

    def test_a_right_pair_is_known_for_a_minute(
        self, mia: Actor, checks: list[str], later: Callable[[float], None]
    ) -> None:
        for _ in range(3):
            assert basic("mia")
        assert len(checks) == 1

        later(61)

        assert basic("mia")
        assert len(checks) == 2

    @pytest.mark.parametrize("login", ["mia", "nobody"])
    def test_each_wrong_pair_is_counted_also_when_there_are_too_many(
        self, mia: Actor, login: str
    ) -> None:
        for _ in range(20):
            with suppress(Throttled):
                basic(login, "wrong")

        assert AuditEntry.objects.get(kind="user.sign_in_failed").count == 20

    def test_a_wrong_pair_is_never_known(self, mia: Actor, checks: list[str]) -> None:
        basic("mia", "wrong")
        basic("mia", "wrong")

        assert len(checks) == 2

    def test_a_changed_password_is_forgotten_at_once(self, mia: Actor) -> None:
        assert basic("mia")
        user = User.objects.get(pk=mia.user_id)
        user.set_password("another good one")
        user.save()

        assert basic("mia") is None
        assert basic("mia", "another good one")

    def test_a_disabled_person_is_shut_out_at_once(self, mia: Actor, alice: Actor) -> None:
        assert basic("mia")

        operations.disable_user(mia.user_id, by=alice)

        assert basic("mia") is None

    def test_a_name_that_nobody_has_costs_a_hash_too(
        self, mia: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hashed: list[str] = []
        monkeypatch.setattr(authentication, "make_password", hashed.append)

        basic("nobody", "guess")

        assert hashed == ["guess"]


class TestHeaders:
    def test_the_token_wins(self, token: str, mia: Actor) -> None:
        value = base64.b64encode(f"mia:{PASSWORD}".encode()).decode()

        actor = authentication.by_headers(token, f"Basic {value}")

        assert actor is not None
        assert actor.kind == "token"

    def test_a_wrong_token_is_not_made_up_for(self, mia: Actor) -> None:
        value = base64.b64encode(f"mia:{PASSWORD}".encode()).decode()

        assert authentication.by_headers("wrong", f"Basic {value}") is None

    @pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
    def test_bearer_carries_a_key(self, token: str, scheme: str) -> None:
        assert authentication.by_headers("", f"{scheme} {token}")

    @pytest.mark.parametrize("header", ["", "Digest x", "Bearer", "x y z"])
    def test_anything_else_is_nobody(self, token: str, header: str) -> None:
        assert authentication.by_headers("", header) is None
