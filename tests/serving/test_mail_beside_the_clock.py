"""The runner as a process, with mail servers of every kind."""

from __future__ import annotations

from collections import Counter

import httpx

from tests import mailbox
from tests.live import PATIENCE, Installation, Served, until

_POST = """
from signalpost.notifications import operations
from signalpost.notifications.models import Message
for number in range({count}):
    operations.post(Message("Hello", "Come in"), to=f"{{number}}@example.com")
"""

_PLAN = """
from datetime import timedelta
import time_machine
from django.utils import timezone
from signalpost.kernel.actor import SYSTEM
from signalpost.maintenance import operations
now = timezone.now()
with time_machine.travel(now - timedelta(hours=2)):
    operations.plan(by=SYSTEM, name="Upgrade", starts_at=now - timedelta(hours=1))
"""


def post(place: Installation, count: int) -> None:
    place.run("manage", "shell", "-c", _POST.format(count=count))


def plan(place: Installation) -> None:
    """A window whose start has passed since it was planned."""
    place.run("manage", "shell", "-c", _PLAN)


def has_begun(server: Served) -> bool:
    (window,) = httpx.get(f"{server.url}/api/v1/schedules").json()["data"]
    return bool(window["status"] == 1)


def test_windows_begin_while_a_mail_server_is_silent(live: Installation) -> None:
    with mailbox.silence() as (url, listener):
        place = live.under(EMAIL_URL=url)
        post(place, 8)
        with place.served() as server:
            listener.accept()
            plan(place)

            until(lambda: has_begun(server), what="it began")


_DUE = """
from django.utils import timezone
from signalpost.notifications.models import Delivery
print(Delivery.objects.filter(due_at__lte=timezone.now()).count())
"""


def test_a_runner_ends_when_asked_while_its_mail_server_is_silent_and_gives_the_mail_back(
    live: Installation,
) -> None:
    with mailbox.silence() as (url, listener):
        place = live.under(EMAIL_URL=url)
        post(place, 8)
        runner = place.begin("runner")
        caller, _ = listener.accept()

        with caller:
            runner.terminate()
            output, _ = runner.communicate(timeout=PATIENCE)
    assert runner.returncode == 0, output
    assert place.run("manage", "shell", "-c", _DUE).stdout.split()[-1] == "8"


def test_several_runners_send_each_mail_once(live: Installation) -> None:
    with mailbox.running() as post_office:
        place = live.under(EMAIL_URL=post_office.url)
        post(place, 40)
        runners = [place.begin("runner") for _ in range(2)]
        until(lambda: len(post_office.mails) >= 40, what="all of them arrived")
        for runner in runners:
            runner.terminate()
            runner.communicate(timeout=PATIENCE)

    assert set(Counter(mail["To"] for mail in post_office.mails).values()) == {1}
    assert len(post_office.mails) == 40
