from __future__ import annotations

from typing import Any

from signalpost.config.checks import Mistake
from signalpost.serving import doctor
from signalpost.site.models import Mail, Site


def test_an_address_kept_before_addresses_were_looked_at_is_told(northwind: Site) -> None:
    Site.objects.update(address="https://status.example.com/path?x#y")

    (said,) = [finding for finding in doctor.examine() if finding.subject == "address"]

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

    (said,) = [finding for finding in doctor.examine() if finding.subject == "mail"]

    assert said.is_wrong
    assert "the password for mail.example.com cannot be read any more" in said.says
