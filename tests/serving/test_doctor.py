from __future__ import annotations

from typing import Any

from signalpost.config.checks import Mistake
from signalpost.serving import doctor
from signalpost.site.models import Site


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
