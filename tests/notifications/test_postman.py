from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from signalpost.kernel.mail_server import parsed
from signalpost.notifications import operations, postman
from signalpost.notifications.models import MAIL, Delivery, DeliveryClass, Message
from signalpost.notifications.postman import LEASE, WAITS
from signalpost.site.models import Site
from tests import mailbox
from tests.mailbox import Mailbox

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
HELLO = Message(subject="Hello", text="Grüße – come in: https://example.com/?a=1&b=2\n")


def post(to: str = "mia@example.com", message: Message = HELLO) -> Delivery:
    return operations.post(message, to=to)


def again(delivery: Delivery) -> Delivery:
    return Delivery.objects.get(pk=delivery.pk)


def test_a_mail_arrives_as_it_was_written(post_office: Mailbox, northwind: Site) -> None:
    post()

    assert postman.send_due() == 1

    (mail,) = post_office.mails
    assert mail["To"] == "mia@example.com"
    assert mail["From"] == "Northwind Status <status@localhost>"
    assert mail["Subject"] == "Hello"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert post_office.newest_to("mia@example.com") == HELLO.text


def test_hosts_of_addresses_go_over_the_wire_in_ascii(
    post_office: Mailbox, northwind: Site, settings: Any
) -> None:
    settings.MAIL_FROM = "status@müller.example"
    delivery = post(to="mia@bücher.example")

    postman.send_due()

    (mail,) = post_office.mails
    assert mail["To"] == "mia@xn--bcher-kva.example"
    assert mail["From"] == "Northwind Status <status@xn--mller-kva.example>"
    assert again(delivery).address == "mia@bücher.example"


def test_it_is_sent_once(post_office: Mailbox) -> None:
    post()

    postman.send_due()
    postman.send_due()

    assert len(post_office.mails) == 1


def test_the_text_is_sealed_while_it_waits_and_wiped_once_it_is_sent(post_office: Mailbox) -> None:
    delivery = post()
    assert "example.com/?a" not in delivery.sealed

    postman.send_due()

    assert again(delivery).sealed == ""
    assert again(delivery).sent_at is not None


def test_a_mail_to_nobody_goes_nowhere(post_office: Mailbox) -> None:
    post(to="")

    postman.send_due()

    assert post_office.mails == []
    assert not Delivery.objects.exists()


def test_without_a_server_mails_wait(settings: Any) -> None:
    delivery = post()

    assert postman.send_due() == 0

    assert again(delivery).attempts == 0


def test_a_server_that_is_away_is_tried_again_with_growing_waits(settings: Any) -> None:
    settings.MAIL_SERVER = parsed("smtp://127.0.0.1:9")
    delivery = post()
    now = timezone.now()

    waits = []
    for _ in WAITS:
        with time_machine.travel(now, tick=False):
            postman.send_due()
        waits.append(again(delivery).due_at - now)
        now = again(delivery).due_at

    assert waits == list(WAITS)
    assert "127.0.0.1" in again(delivery).error


def test_after_the_last_wait_it_has_failed_and_its_text_is_wiped(settings: Any) -> None:
    settings.MAIL_SERVER = parsed("smtp://127.0.0.1:9")
    delivery = post()
    Delivery.objects.update(attempts=len(WAITS))

    postman.send_due()

    assert again(delivery).failed_at is not None
    assert again(delivery).sealed == ""


def test_an_address_that_is_refused_for_good_is_not_tried_again(post_office: Mailbox) -> None:
    post_office.refuses["mia@example.com"] = "550 No such person"
    delivery = post()

    postman.send_due()

    assert again(delivery).failed_at is not None
    assert again(delivery).error == "550 No such person"


def test_an_address_that_is_refused_for_now_does_not_hold_up_the_others(
    post_office: Mailbox,
) -> None:
    post_office.refuses["mia@example.com"] = "451 Come back later"
    slow = post()
    post(to="alice@example.com")

    postman.send_due()

    assert [mail["To"] for mail in post_office.mails] == ["alice@example.com"]
    assert again(slow).failed_at is None
    assert again(slow).due_at > timezone.now()


class TestWhatTheOperatorCanMend:
    """Is no fault of the message, whatever number the server gives it."""

    def tried_again(self, delivery: Delivery) -> bool:
        postman.send_due()
        return again(delivery).failed_at is None and again(delivery).due_at > timezone.now()

    def test_a_sender_that_is_refused(self, post_office: Mailbox, northwind: Site) -> None:
        post_office.refuses["status@localhost"] = "553 Not your address"
        delivery = post()

        assert self.tried_again(delivery)
        assert again(delivery).error == "553 Not your address"

    def test_encryption_that_the_server_does_not_know(
        self, post_office: Mailbox, settings: Any
    ) -> None:
        settings.MAIL_SERVER = parsed(post_office.url.replace("smtp:", "submission:"))
        delivery = post()

        assert self.tried_again(delivery)
        assert "STARTTLS" in again(delivery).error

    def test_a_password_that_no_server_can_be_sent(
        self, post_office: Mailbox, settings: Any
    ) -> None:
        settings.MAIL_SERVER = parsed(post_office.url.replace("//", "//status:schlüssel@"))
        delivery = post()

        assert self.tried_again(delivery)
        assert "ASCII" in again(delivery).error

    def test_a_password_where_the_server_asks_for_none(
        self, post_office: Mailbox, settings: Any
    ) -> None:
        settings.MAIL_SERVER = parsed(post_office.url.replace("//", "//me:secret@"))

        assert self.tried_again(post())

    def test_a_server_that_lets_nobody_in(self, settings: Any) -> None:
        with mailbox.slammed_door("554 No service for you") as url:
            settings.MAIL_SERVER = parsed(url)
            delivery = post()

            assert self.tried_again(delivery)
        assert again(delivery).error == "554 No service for you"


class TestAMailWithAnEnd:
    def test_it_is_not_sent_after_it(self, post_office: Mailbox) -> None:
        delivery = operations.post(HELLO, to="mia@example.com", until=timezone.now() + HOUR)

        with time_machine.travel(timezone.now() + HOUR, tick=False):
            postman.send_due()

        assert post_office.mails == []
        assert again(delivery).error == "Its link expired before it could be sent."
        assert again(delivery).sealed == ""

    def test_it_is_tried_as_long_as_it_is_worth_reading(self, settings: Any) -> None:
        settings.MAIL_SERVER = parsed("smtp://127.0.0.1:9")
        week = timezone.now() + timedelta(days=7)
        delivery = operations.post(HELLO, to="mia@example.com", until=week)
        Delivery.objects.update(attempts=len(WAITS))

        postman.send_due()

        assert again(delivery).failed_at is None

    def test_it_fails_when_there_is_no_other_try_before_it(self, settings: Any) -> None:
        settings.MAIL_SERVER = parsed("smtp://127.0.0.1:9")
        delivery = operations.post(
            HELLO, to="mia@example.com", until=timezone.now() + timedelta(seconds=30)
        )

        postman.send_due()

        assert again(delivery).failed_at is not None
        assert "127.0.0.1" in again(delivery).error


def test_what_was_sealed_with_a_lost_key_fails_and_says_so(
    post_office: Mailbox, settings: Any
) -> None:
    delivery = post()
    settings.SECRET_KEY = "another key altogether"

    postman.send_due()

    assert again(delivery).error == "It was sealed with another key."


def test_what_a_postman_took_and_never_noted_comes_due_again() -> None:
    delivery = post()
    Delivery.objects.claim(MAIL, limit=1, lease=LEASE)

    at_once = Delivery.objects.claim(MAIL, limit=1, lease=LEASE)
    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1), tick=False):
        later = Delivery.objects.claim(MAIL, limit=1, lease=LEASE)

    assert at_once == []
    assert [taken.pk for taken in later] == [delivery.pk]
    assert later[0].attempts == 2


def test_mails_about_accounts_leave_before_notices() -> None:
    notice = Delivery(channel=MAIL, address="a@example.com", klass=DeliveryClass.NOTICE)
    notice.put(HELLO)
    notice.save()
    urgent = post()

    (first,) = Delivery.objects.claim(MAIL, limit=1, lease=LEASE)

    assert first.pk == urgent.pk


def test_a_claim_keeps_to_its_limit_however_the_database_goes_about_it() -> None:
    for number in range(8):
        post(to=f"{number}@example.com")
    if connection.vendor == "postgresql":  # its way where it takes the queue for a row or two
        with connection.cursor() as cursor:
            for way in ("hashjoin", "mergejoin", "material", "hashagg", "sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")

    taken = Delivery.objects.claim(MAIL, limit=3, lease=LEASE)

    assert len(taken) == 3


def test_a_line_break_in_a_subject_adds_no_header(post_office: Mailbox) -> None:
    operations.post(operations.letter("password_reset", subject="Hi\r\nBcc: x@y.z"), to="m@x.y")

    postman.send_due()

    assert post_office.mails[0]["Bcc"] is None


def test_a_server_that_takes_no_mail_is_asked_once_and_the_other_mails_stay_untouched(
    settings: Any,
) -> None:
    with mailbox.slammed_door("421 Not now") as url:
        settings.MAIL_SERVER = parsed(url)
        deliveries = [post(to=f"{number}@example.com") for number in range(3)]

        postman.send_due()

    assert [again(delivery).attempts for delivery in deliveries] == [1, 0, 0]


def test_a_postman_who_is_stopped_leaves_the_mails_that_are_not_begun(post_office: Mailbox) -> None:
    deliveries = [post(to=f"{number}@example.com") for number in range(3)]

    postman.send_due(is_wanted=lambda: not post_office.mails)

    assert len(post_office.mails) == 1
    assert [again(delivery).attempts for delivery in deliveries] == [1, 0, 0]


def test_a_name_turns_no_letter_around() -> None:
    letter = operations.letter("password_reset", subject="From \u202eevil")

    assert letter.subject == "From evil"


@pytest.mark.django_db(transaction=True)
def test_no_two_postmen_take_the_same_mail() -> None:
    deliveries = {post(to=f"{number}@example.com").pk for number in range(60)}
    together = threading.Barrier(4)

    def take() -> list[int]:
        together.wait()
        taken: list[int] = []
        try:
            while claimed := Delivery.objects.claim(MAIL, limit=5, lease=LEASE):
                taken += [delivery.pk for delivery in claimed]
        finally:
            connection.close()
        return taken

    with ThreadPoolExecutor(4) as pool:
        taken = [pk for task in [pool.submit(take) for _ in range(4)] for pk in task.result()]

    assert sorted(taken) == sorted(deliveries)
