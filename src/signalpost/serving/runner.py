"""The process that carries out what is due: it looks at the clock, and sends mail beside that."""

from __future__ import annotations

import logging
import os
import platform
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from types import FrameType

from django.db import connection
from django.db.utils import InterfaceError, OperationalError
from django.utils import timezone

from signalpost.accounts import sessions, throttling
from signalpost.cachet_api import idempotency
from signalpost.installation.schema import migrate
from signalpost.metrics import operations as metrics
from signalpost.notifications import postman
from signalpost.serving import clock
from signalpost.serving.models import Heartbeat
from signalpost.serving.prepare import one_by_one
from signalpost.serving.supervision import is_left_alone
from signalpost.subscribers import uploads

logger = logging.getLogger(__name__)

#: How long the runner rests between two looks at the clock, in seconds.
_REST = 1.0
#: How long the mail in hand may still take once the runner is asked to stop, in seconds.
_GRACE = 3.0
_FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(slots=True)
class Chore:
    """`act` is called every `every` seconds. Several runners may do so at once."""

    name: str
    act: Callable[[], object]
    every: float
    due: float = field(default=0.0)
    #: What the database said when it did not do this the last time; nothing when it did.
    trouble: str = field(default="")


def beat() -> None:
    """Say that this runner lives, and forget those that have not for a day."""
    now = timezone.now()
    Heartbeat.objects.update_or_create(runner=_name(), defaults={"at": now})
    Heartbeat.objects.filter(at__lt=now - _FORGOTTEN_AFTER).delete()


CHORES: tuple[Callable[[], Chore], ...] = (
    lambda: Chore("heartbeat", beat, every=10.0),
    lambda: Chore("embargoes", clock.end_embargoes, every=1.0),
    lambda: Chore("windows", clock.move_windows, every=1.0),
    lambda: Chore("deleted metrics", metrics.clear_away, every=1.0),
    lambda: Chore("old sessions", sessions.forget_expired, every=3600.0),
    lambda: Chore("old guesses", throttling.forget_over, every=3600.0),
    lambda: Chore("old uploads", uploads.forget_old, every=600.0),
    lambda: Chore("old answers", idempotency.forget_old, every=3600.0),
)


class Round:
    """Chores done one after another by whichever thread calls `keep_on`."""

    def __init__(self, chores: Sequence[Chore], stopping: threading.Event) -> None:
        self._chores = chores
        self._stopping = stopping

    def keep_on(self, *, is_wanted: Callable[[], bool] = lambda: True) -> None:
        """Until the runner stops, or this is no longer wanted."""
        try:
            while not self._stopping.is_set() and is_wanted():
                self.do_what_is_due()
                self._stopping.wait(_REST)
        finally:
            connection.close()  # each thread has its own

    def do_what_is_due(self) -> None:
        """One that fails is tried again at its next time; those behind it have their turn."""
        for chore in self._chores:
            if self._stopping.is_set() or time.monotonic() < chore.due:
                continue
            chore.due = time.monotonic() + chore.every
            try:
                chore.act()
                chore.trouble = ""
            except (OperationalError, InterfaceError) as error:
                if str(error) != chore.trouble:  # once, and not each second of an outage
                    logger.warning("%s: the database does not answer: %s", chore.name, error)
                chore.trouble = str(error)
                connection.close()
            except Exception:
                logger.exception("%s failed", chore.name)


class Runner:
    """Runs until it is stopped, or until the process that supervises it is gone.

    Mail has a thread of its own: its servers answer when they like, and the clock waits for nobody.
    """

    def __init__(self, *, is_supervised: bool = False) -> None:
        self._is_supervised = is_supervised
        self._stopping = threading.Event()
        self._clock = Round([chore() for chore in CHORES], self._stopping)
        self._mail = Round([Chore("mail", self._send_mail, every=1.0)], self._stopping)

    @property
    def is_stopping(self) -> bool:
        return self._stopping.is_set()

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        # A daemon: where its server is silent, the process ends without it.
        mail = threading.Thread(target=self._mail.keep_on, name="mail", daemon=True)
        mail.start()
        self._clock.keep_on(is_wanted=lambda: not (self._is_supervised and is_left_alone()))
        self.stop()
        mail.join(_GRACE)
        _farewell()

    def _send_mail(self) -> None:
        postman.send_due(is_wanted=lambda: not self._stopping.is_set())


def run(*, is_supervised: bool = False) -> None:
    """Be the runner of this process, until SIGTERM or SIGINT."""
    runner = Runner(is_supervised=is_supervised)

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        runner.stop()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    # The server that supervises one has done it; one that is alone may be the first to begin.
    if is_supervised or one_by_one(migrate, is_wanted=lambda: not runner.is_stopping):
        runner.run()


def _farewell() -> None:
    """One that ends well is missed at once, and so is the mail that it could not finish."""
    try:
        postman.give_back()
        Heartbeat.objects.filter(runner=_name()).delete()
    except (OperationalError, InterfaceError):
        logger.warning("The database does not answer; the last heartbeat stays.")
    finally:
        connection.close()


def _name() -> str:
    return f"{platform.node()[:150]}:{os.getpid()}"
