from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from signalpost.accounts import throttling
from signalpost.accounts.models import Tally
from signalpost.accounts.throttling import (
    FAMILIAR_FOR,
    NETWORK,
    PAIR,
    PAUSE,
    STRANGERS,
)
from signalpost.kernel.errors import Throttled

NOON = datetime(2025, 5, 14, 12, 0, tzinfo=UTC)
HOME = "192.0.2.7"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def guesses(login: str, address: str, most: int = 1000, person: int | None = None) -> int:
    """How many wrong guesses are looked at before one is turned away."""
    for number in range(most):
        try:
            throttling.admit(login, address, person=person)
        except Throttled:
            return number
    return most


def test_one_login_from_one_place_is_tried_a_few_times() -> None:
    assert guesses("mia", HOME) == PAIR.most


def test_many_logins_from_one_place_share_its_measure() -> None:
    looked_at = sum(guesses(f"person{number}", HOME, most=1) for number in range(100))

    assert looked_at == NETWORK.most


def attack(login: str, in_all: int = 200) -> None:
    """So many guesses, each from another place."""
    for number in range(in_all):
        guesses(login, f"10.0.{number // 250}.{number % 250}", most=1)


class TestOneLoginFromManyPlaces:
    """As far as nobody of them has signed in there before."""

    def test_each_place_has_one_guess_when_there_were_many_together(self) -> None:
        attack("mia", STRANGERS.most)

        assert [guesses("mia", f"203.0.113.{number}") for number in range(20)] == [1] * 20

    def test_a_place_has_the_next_one_after_a_pause(self, noon) -> None:
        attack("mia", STRANGERS.most)
        guesses("mia", HOME)

        noon.shift(PAUSE - timedelta(seconds=1))
        before = guesses("mia", HOME)
        noon.shift(timedelta(seconds=2))
        after = guesses("mia", HOME)

        assert (before, after) == (0, 1)

    @pytest.mark.parametrize(("in_all", "minutes"), [(50, 5), (100, 10), (250, 25), (700, 60)])
    def test_the_pause_grows_with_the_attack_up_to_an_hour(self, in_all: int, minutes: int) -> None:
        attack("mia", in_all)
        guesses("mia", HOME)

        with pytest.raises(Throttled) as turned_away:
            throttling.admit("mia", HOME)

        assert turned_away.value.wait // 60 == minutes

    def test_the_person_comes_in_from_a_place_that_is_new_to_them(self) -> None:
        attack("mia")

        throttling.admit("mia", HOME, person=7).succeeded()

        assert guesses("mia", HOME, most=3, person=7) == 3

    def test_other_logins_are_not_slowed_down(self) -> None:
        attack("mia")

        assert guesses("bo", HOME) == PAIR.most


class TestAPlaceThatIsTheirs:
    def test_guesses_from_elsewhere_take_nothing_from_it(self) -> None:
        throttling.admit("mia", HOME, person=7).succeeded()
        attack("mia")

        assert guesses("mia", HOME, person=7) == PAIR.most

    def test_it_is_theirs_under_every_name_of_theirs(self) -> None:
        throttling.admit("mia", HOME, person=7).succeeded()
        attack("mia@example.com")

        looked_at = guesses("mia@example.com", HOME, most=3, person=7)

        assert looked_at == 3

    def test_it_is_theirs_by_whatever_way_they_came_in(self) -> None:
        throttling.note_sign_in(7, HOME)
        attack("mia")

        assert guesses("mia", HOME, most=3, person=7) == 3

    def test_it_is_nobody_elses(self) -> None:
        throttling.note_sign_in(8, HOME)
        attack("mia")

        assert guesses("mia", HOME, most=3, person=7) == 1

    def test_it_is_theirs_for_some_time(self, noon) -> None:
        throttling.note_sign_in(7, HOME)
        noon.shift(FAMILIAR_FOR + timedelta(seconds=1))
        attack("mia")

        assert guesses("mia", HOME, most=3, person=7) == 1

    def test_without_a_person_it_goes_by_the_login(self) -> None:
        throttling.admit("", HOME).succeeded()
        attack("")

        assert guesses("", HOME, most=3) == 3


def test_upper_and_lower_case_are_one_login() -> None:
    guesses("mia@example.com", HOME)

    with pytest.raises(Throttled):
        throttling.admit(" MIA@example.com ", HOME)


def test_a_customer_of_ipv6_is_one_place_with_all_their_addresses() -> None:
    looked_at = sum(guesses("mia", f"2001:db8::{number:x}", most=1) for number in range(1, 20))

    assert looked_at == PAIR.most


def test_the_measure_is_full_again_after_its_time(noon) -> None:
    guesses("mia", HOME)

    noon.shift(PAIR.window + timedelta(seconds=1))

    assert guesses("mia", HOME) == PAIR.most


def test_who_is_turned_away_hears_for_how_long() -> None:
    guesses("mia", HOME)

    with pytest.raises(Throttled) as turned_away:
        throttling.admit("mia", HOME)

    assert turned_away.value.wait == PAIR.window.total_seconds() + 1


def test_right_guesses_cost_nothing() -> None:
    for _ in range(100):
        throttling.admit("mia", HOME).succeeded()

    assert guesses("mia", HOME) == PAIR.most


def test_no_login_stands_in_the_table() -> None:
    throttling.admit("mia@example.com", HOME)

    assert not Tally.objects.filter(key__contains="mia").exists()


def test_what_no_longer_counts_is_deleted(noon) -> None:
    guesses("mia", HOME)
    noon.shift(timedelta(hours=2))

    throttling.forget_over()

    assert not Tally.objects.exists()


@pytest.mark.parametrize("login", ["", "\x00", "\ud800", "x" * 10_000])
def test_any_text_can_be_counted(login: str) -> None:
    assert guesses(login, "not an address") == PAIR.most


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_moment_are_counted_together() -> None:
    together = threading.Barrier(8)

    def guess() -> int:
        together.wait()
        try:
            return guesses("mia", HOME, most=PAIR.most)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        looked_at = sum(task.result() for task in [pool.submit(guess) for _ in range(8)])

    assert looked_at == PAIR.most
