from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from signalpost.accounts import operations
from signalpost.accounts.models import User
from signalpost.accounts.roles import Role
from signalpost.events.models import Event
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Conflict, NotFound
from tests.conftest import PASSWORD


def test_a_disabled_person_is_shut_out(mia: Actor, alice: Actor) -> None:
    operations.disable_user(mia.user_id, by=alice)

    assert not User.objects.get(pk=mia.user_id).is_active


def test_it_is_written_in_the_book_once(mia: Actor, alice: Actor) -> None:
    operations.disable_user(mia.user_id, by=alice)
    operations.disable_user(mia.user_id, by=alice)

    assert Event.objects.filter(kind="user.disabled", subject_id=mia.user_id).count() == 1


def test_the_last_admin_stays(alice: Actor, mia: Actor) -> None:
    with pytest.raises(Conflict, match="last admin"):
        operations.disable_user(alice.user_id, by=alice)

    assert User.objects.get(pk=alice.user_id).is_active


def test_a_disabled_admin_is_no_other_admin(alice: Actor) -> None:
    second = operations.create_user(
        by=alice, email="ada@example.com", password=PASSWORD, role=Role.ADMIN
    )
    operations.disable_user(second.pk, by=alice)

    with pytest.raises(Conflict, match="last admin"):
        operations.disable_user(alice.user_id, by=alice)


def test_an_unknown_person_is_not_found(alice: Actor) -> None:
    with pytest.raises(NotFound, match="No user with id 999"):
        operations.disable_user(999, by=alice)


@pytest.mark.django_db(transaction=True)
def test_two_admins_who_disable_each_other_leave_one(alice: Actor) -> None:
    second = operations.create_user(
        by=alice, email="ada@example.com", password=PASSWORD, role=Role.ADMIN
    )
    together = threading.Barrier(2)

    def disable(user_id: int) -> bool:
        together.wait()
        try:
            operations.disable_user(user_id, by=alice)
        except Conflict:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(disable, [alice.user_id, second.pk]))

    assert sorted(done) == [False, True]
    assert User.objects.filter(role=Role.ADMIN, is_active=True).count() == 1
