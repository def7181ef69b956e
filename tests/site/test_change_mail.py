from __future__ import annotations

from typing import Any

import pytest

from signalpost.events.models import Event
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Invalid
from signalpost.kernel.sealing import unseal
from signalpost.site import operations
from signalpost.site.models import Mail, MailSecurity

RIGHT = {"host": "mail.example.com", "port": 587, "security": MailSecurity.STARTTLS}


def test_a_password_that_is_not_given_stays(alice: Actor) -> None:
    before = operations.change_mail(by=alice, **RIGHT, password="a secret").password_sealed

    operations.change_mail(by=alice, **RIGHT | {"port": 25})

    assert operations.mail().password_sealed == before
    assert operations.mail().port == 25


def test_the_book_does_not_hold_the_password(alice: Actor) -> None:
    operations.change_mail(by=alice, **RIGHT, username="mia", password="a secret")

    facts = Event.objects.get(kind="site.mail_changed").facts
    assert facts == {
        "host": "mail.example.com",
        "port": 587,
        "security": "starttls",
        "password_changed": True,
        "changed": {"host": ["", "mail.example.com"], "username": ["", "mia"]},
    }


def test_of_a_new_password_the_book_says_that_it_is_another(alice: Actor) -> None:
    operations.change_mail(by=alice, **RIGHT, password="a secret")

    operations.change_mail(by=alice, **RIGHT, password="another")

    facts = Event.objects.filter(kind="site.mail_changed").latest("version").facts
    assert (facts["password_changed"], facts["changed"]) == (True, {})


@pytest.mark.parametrize("again", [{}, {"password": "a secret"}])
def test_what_changes_nothing_is_not_written_down(alice: Actor, again: dict[str, str]) -> None:
    before = operations.change_mail(by=alice, **RIGHT, password="a secret").password_sealed

    operations.change_mail(by=alice, **RIGHT, **again)

    assert Event.objects.filter(kind="site.mail_changed").count() == 1
    assert operations.mail().password_sealed == before


def test_a_password_that_cannot_be_read_any_more_is_replaced(alice: Actor) -> None:
    operations.change_mail(by=alice, **RIGHT, password="a secret")
    Mail.objects.update(password_sealed="sealed elsewhere")

    operations.change_mail(by=alice, **RIGHT, password="a secret")

    assert unseal(operations.mail().password_sealed) == "a secret"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"port": 0}, "port"), ({"port": 70_000}, "port"), ({"sender": "nobody"}, "sender")],
)
def test_what_cannot_be_right_is_refused_by_field(
    alice: Actor, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        operations.change_mail(by=alice, **RIGHT | wrong)

    assert refusal.value.field == field
    assert operations.mail().host == ""
