from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import timezone

from signalpost.accounts.roles import Role
from signalpost.kernel.actor import Actor
from signalpost.notifications import operations
from signalpost.notifications.models import Delivery
from signalpost.site import operations as site


@pytest.mark.parametrize("elsewhere", ["UTC", "Europe/Berlin", "Asia/Tokyo"])
def test_the_end_of_an_invitation_is_told_in_the_zone_of_the_site(
    alice: Actor, elsewhere: str
) -> None:
    site.change(by=alice, time_zone="Europe/Berlin")

    noon = datetime(2025, 5, 14, 12, 30, tzinfo=UTC)
    with time_machine.travel(noon), timezone.override(elsewhere):
        operations.invite("bo@example.com", Role.MEMBER, by=alice, link="https://x.y/{}")

    assert "until 21 May 2025, 14:30 (Europe/Berlin)" in Delivery.objects.get().message().text
