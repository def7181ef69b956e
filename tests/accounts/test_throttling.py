from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from signalpost.accounts import throttling
from signalpost.accounts.models import Tally
from signalpost.accounts.throttling import NETWORK, PAIR, STRANGERS
from signalpost.kernel.errors import Throttled

NOON = datetime(2025, 5, 14, 12, 0, tzinfo=UTC)
HOME = "192.0.2.7"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def guesses(login: str, address: str, most: int = 1000) -> int:
    """How many wrong guesses are looked at before one is turned away."""
    for number in range(most):
        try:
            throttling.admit(login, address)
        except Throttled:
            return number
    return most


def test_one_login_from_one_place_is_tried_a_few_times() -> None:
    assert guesses("mia", HOME) == PAIR.most


def test_many_logins_from_one_place_share_its_measure() -> None:
    looked_at = sum(guesses(f"person{number}", HOME, most=1) for number in range(100))

    assert looked_at == NETWORK.most


def test_one_login_from_many_places_is_not_tried_for_ever() -> None:
    looked_at = sum(guesses("mia", f"198.51.100.{number}", most=1) for number in range(200))

    assert looked_at == STRANGERS.most


def test_guesses_from_elsewhere_do_not_shut_out_the_person_at_their_place() -> None:
    throttling.admit("mia", HOME).succeeded()
    for number in range(200):
        guesses("mia", f"198.51.100.{number}", most=1)

    assert guesses("mia", HOME, most=3) == 3


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
