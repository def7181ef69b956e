from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from signalpost.kernel.mail_server import parsed
from tests import mailbox
from tests.mailbox import Mailbox


@pytest.fixture
def post_office(settings: Any) -> Iterator[Mailbox]:
    """A mail server that this installation knows."""
    with mailbox.running() as running:
        settings.MAIL_SERVER = parsed(running.url)
        yield running
