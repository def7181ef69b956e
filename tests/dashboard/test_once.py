"""A form that is sent twice acts once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from signalpost.dashboard.once import OnceForm, once

NOON = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
KEY = "2b1c8f1e-7a55-4f5e-9a53-777777777777"


@pytest.fixture
def form(db: None) -> OnceForm:
    form = OnceForm({"form_key": KEY})
    assert form.is_valid()
    return form


def die() -> str:
    raise SystemExit


def test_while_the_first_is_at_work_the_second_does_nothing(form: OnceForm) -> None:
    led = []

    def act() -> str:
        led.append(once(form, lambda: "/twice/", meanwhile="/meanwhile/"))
        return "/done/"

    led.append(once(form, act, meanwhile="/meanwhile/"))

    assert led == ["/meanwhile/", "/done/"]


def test_it_is_remembered_for_a_day(form: OnceForm) -> None:
    with time_machine.travel(NOON, tick=False):
        once(form, lambda: "/done/", meanwhile="/meanwhile/")

    with time_machine.travel(NOON + timedelta(hours=23), tick=False):
        assert once(form, lambda: "/twice/", meanwhile="/meanwhile/") == "/done/"


def test_after_a_process_that_died_it_can_be_sent_again(form: OnceForm) -> None:
    with time_machine.travel(NOON, tick=False), pytest.raises(SystemExit):
        once(form, die, meanwhile="/meanwhile/")

    with time_machine.travel(NOON + timedelta(seconds=90), tick=False):
        assert once(form, lambda: "/done/", meanwhile="/meanwhile/") == "/done/"
