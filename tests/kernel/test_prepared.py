from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField, DateTimeField
from django.test.utils import CaptureQueriesContext

from signalpost.accounts.models import ApiToken, User
from signalpost.kernel.prepared import Prepared, given

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

by_hint = Prepared(
    lambda: ApiToken.objects.select_related("user").filter(hint=given("hint", CharField()))
)
names_since = Prepared(
    lambda: (
        ApiToken.objects.filter(
            user=given("user", BigIntegerField()), expires_at__gte=given("since", DateTimeField())
        )
        .order_by("pk")
        .values_list("name", "expires_at")
    )
)


@pytest.fixture
def alice() -> User:
    alice = User.objects.create(username="alice", email="alice@example.com")
    for number, name in enumerate(("morning", "noon", "night")):
        expires_at = NOON + timedelta(hours=6 * (number - 1))
        ApiToken.objects.create(
            user=alice, name=name, digest=name, hint=name[:1], expires_at=expires_at
        )
    return alice


@pytest.mark.django_db
def test_each_call_asks_with_its_own_values(alice: User) -> None:
    found = [token.name for hint in ("m", "x", "n", "m") for token in by_hint(hint=hint)]

    assert found == ["morning", "noon", "night", "morning"]


@pytest.mark.django_db
def test_rows_are_those_of_the_query_itself(alice: User) -> None:
    usual = ApiToken.objects.filter(user=alice, expires_at__gte=NOON).order_by("pk")

    assert names_since(user=alice.pk, since=NOON) == list(usual.values_list("name", "expires_at"))


@pytest.mark.django_db
def test_related_objects_come_along(alice: User) -> None:
    token = by_hint.first(hint="m")

    assert token
    with CaptureQueriesContext(connection) as asked:
        assert token.user == alice
    assert len(asked) == 0


@pytest.mark.django_db
def test_an_object_that_it_found_can_be_saved(alice: User) -> None:
    token = by_hint.first(hint="m")
    assert token
    token.name = "dawn"
    token.save()

    assert ApiToken.objects.get(digest="morning").name == "dawn"


@pytest.mark.django_db
def test_there_may_be_nothing(alice: User) -> None:
    assert by_hint.first(hint="x") is None


@pytest.mark.django_db
def test_a_value_is_no_part_of_the_sql(alice: User) -> None:
    assert by_hint(hint="' OR 1=1 --") == []


@pytest.mark.django_db
def test_it_is_put_into_words_once(alice: User) -> None:
    built = count(1)
    tokens = Prepared(lambda: ApiToken.objects.filter(pk__gt=next(built)).order_by("pk"))
    tokens()
    tokens()

    assert next(built) == 2


@pytest.mark.django_db(transaction=True)
def test_threads_ask_through_connections_of_their_own(alice: User) -> None:
    by_hint(hint="m")

    def ask(hint: str) -> str:
        try:
            found = by_hint.first(hint=hint)
            return found.user.username if found else ""
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, "mnmnmn")) == ["alice"] * 6
