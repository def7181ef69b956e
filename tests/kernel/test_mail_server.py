from __future__ import annotations

import pytest

from signalpost.kernel.mail_server import MailServer, parsed


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.com", MailServer("mail.example.com", 25, "none")),
        ("submission://mail.example.com", MailServer("mail.example.com", 587, "starttls")),
        ("smtps://mail.example.com", MailServer("mail.example.com", 465, "tls")),
        ("smtp://mail.example.com:2525", MailServer("mail.example.com", 2525, "none")),
        (
            "submission://mia%40example.com:p%3Ass%2F@mail.example.com",
            MailServer("mail.example.com", 587, "starttls", "mia@example.com", "p:ss/"),
        ),
    ],
)
def test_a_server_is_named_by_an_address(url: str, server: MailServer) -> None:
    assert parsed(url) == server


@pytest.mark.parametrize("url", ["mail.example.com", "https://mail.example.com", "smtp://"])
def test_another_address_names_none(url: str) -> None:
    with pytest.raises(ValueError, match="begins with one of"):
        parsed(url)


def test_the_password_stays_out_of_logs() -> None:
    assert "a-secret" not in repr(parsed("smtp://mia:a-secret@mail.example.com"))
