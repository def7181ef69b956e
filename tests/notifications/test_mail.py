from __future__ import annotations

from typing import Any

from signalpost.kernel.actor import Actor
from signalpost.kernel.mail_server import MailServer, parsed
from signalpost.notifications import mail
from signalpost.site import operations as site
from signalpost.site.models import MailSecurity, Site


def test_the_password_of_the_settings_is_sealed_and_comes_back(alice: Actor) -> None:
    kept = site.change_mail(
        by=alice,
        host="mail.example.com",
        port=465,
        security=MailSecurity.TLS,
        username="mia",
        password="a secret",
        sender="status@example.com",
    )

    assert "a secret" not in kept.password_sealed
    assert mail.server() == MailServer("mail.example.com", 465, "tls", "mia", "a secret")


def test_the_environment_wins(alice: Actor, settings: Any) -> None:
    site.change_mail(by=alice, host="other.example.com", port=25, security=MailSecurity.NONE)
    settings.MAIL_SERVER = parsed("smtp://mail.example.com")

    assert mail.server() == MailServer("mail.example.com", 25, "none")


def test_nothing_set_is_no_server(db: None) -> None:
    assert mail.server() is None


def test_the_sender_is_at_the_sites_own_host_unless_it_is_set(
    northwind: Site, settings: Any
) -> None:
    northwind.address = "https://status.example.com"
    assert mail.sender_of(northwind) == "status@status.example.com"

    settings.MAIL_FROM = "noc@example.com"

    assert mail.sender_of(northwind) == "noc@example.com"
