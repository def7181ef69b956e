from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db.utils import ConnectionHandler
from django.utils import timezone

from signalpost.config import databases, values
from signalpost.config.checks import Mistake
from signalpost.kernel.actor import Actor
from signalpost.kernel.mail_server import parsed
from signalpost.notifications import operations as notifications
from signalpost.notifications.models import Delivery, Message
from signalpost.serving import doctor, health
from signalpost.site.models import Mail, Site


def test_an_address_kept_before_addresses_were_looked_at_is_told(northwind: Site) -> None:
    Site.objects.update(address="https://status.example.com/path?x#y")

    (said,) = _found("address")

    assert said.is_wrong
    assert "nothing behind it" in said.says


def test_a_part_whose_settings_are_wrong_is_not_called_right(
    northwind: Site, settings: Any
) -> None:
    settings.MISTAKES = [Mistake("EMAIL_URL", "It is no server.", "Correct it.")]

    found = {finding.subject: finding for finding in doctor.examine()}

    assert found["EMAIL_URL"].is_wrong
    assert "mail" not in found
    assert not found["database"].is_wrong


def test_a_password_of_the_mail_server_that_cannot_be_read_any_more_is_told(
    northwind: Site,
) -> None:
    Mail.objects.create(pk=1, host="mail.example.com", port=587, password_sealed="another key's")

    (said,) = _found("mail")

    assert said.is_wrong
    assert "the password for mail.example.com cannot be read any more" in said.says


def test_a_mail_server_that_takes_nothing_is_told_with_what_it_said(
    northwind: Site, settings: Any
) -> None:
    settings.MAIL_SERVER = parsed("smtp://mail.example.com")
    delivery = notifications.post(Message("Hello", "you"), to="alice@example.com")
    delivery.note_failure("mail.example.com: Connection refused", again_at=timezone.now())

    (said,) = _found("mail")

    assert said.is_wrong
    assert said.says.endswith("1 waiting; at the last try: mail.example.com: Connection refused")


def test_what_was_given_up_long_ago_is_no_trouble_with_the_mail_server(
    northwind: Site, settings: Any
) -> None:
    settings.MAIL_SERVER = parsed("smtp://mail.example.com")
    delivery = notifications.post(Message("Hello", "you"), to="nobody@example.com")
    delivery.note_failure("550 No such user", again_at=None)

    (said,) = _found("mail")

    assert not said.is_wrong
    assert Delivery.objects.waiting().count() == 0


def test_a_cache_that_is_away_is_told(northwind: Site, settings: Any) -> None:
    settings.CACHES = {"default": values.cache("redis://127.0.0.1:1/0")}
    settings.CACHE_IS_APART = True

    (said,) = _found("cache")

    assert said.is_wrong
    assert "Connection refused" in said.says


def test_an_authenticator_app_of_another_key_is_told(alice: Actor) -> None:
    Authenticator.objects.create(
        user_id=alice.user_id, type="totp", data={"secret": "another key's"}
    )

    (said,) = _found("second factors")

    assert said.is_wrong
    assert said.says.startswith("1 set up with another key")


def test_a_damaged_file_is_told(
    northwind: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "damaged.sqlite3"
    with closing(sqlite3.connect(file)) as made:
        made.executescript("CREATE TABLE a (b); INSERT INTO a VALUES (hex(randomblob(9999)));")
    with file.open("r+b") as opened:
        opened.truncate(8192)
    damaged = ConnectionHandler({"default": databases.named_by(f"sqlite:///{file}")})["default"]
    monkeypatch.setattr(doctor, "connection", damaged)

    with closing(damaged):
        (said,) = _found("database")

    assert said.is_wrong
    assert said.says.startswith("is damaged")


def test_while_the_database_is_away_nothing_else_is_blamed_for_it(
    northwind: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "state", health.State)

    assert [finding.subject for finding in doctor.examine() if finding.is_wrong] == ["database"]


def _found(subject: str) -> list[doctor.Finding]:
    return [finding for finding in doctor.examine() if finding.subject == subject]
