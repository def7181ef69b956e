"""Guesses at passwords, counted in the database so that all processes count together.

How much is let through does not depend on whether the login exists: guesses are counted by what
was typed. And no number of guesses from elsewhere shuts a person out. A network that they have
signed in from lately is theirs, whatever they typed and however they came in, and guesses of
others do not count there. In one that is new to them their first guess is looked at, always;
where a login is under attack, the next one has to wait. So guessing from many networks is slowed
down at each of them, the more the harder it is tried, and nowhere shut off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from signalpost.accounts.models import Tally
from signalpost.kernel.errors import Throttled
from signalpost.kernel.network import customer


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` failures within `window`."""

    name: str
    most: int
    window: timedelta


#: One login, tried from one network.
PAIR = Limit("pair", 5, timedelta(minutes=5))
#: Any logins, tried from one network.
NETWORK = Limit("network", 30, timedelta(minutes=5))
#: One login, tried from all networks together that its person never signed in from. Beyond that
#: each of these networks has one guess a pause, which grows with every such number of guesses.
STRANGERS = Limit("strangers", 50, timedelta(hours=1))
PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=1)

#: How long a network from which somebody signed in counts as theirs.
FAMILIAR_FOR = timedelta(days=90)


class Attempt:
    """A guess that was admitted and counted; `succeeded` takes it back."""

    def __init__(self, familiar: str, keys: list[str]) -> None:
        self._familiar = familiar
        self._keys = keys

    def succeeded(self) -> None:
        Tally.objects.filter(pk__in=self._keys, count__gt=0).update(count=F("count") - 1)
        _keep_familiar(self._familiar)


def admit(login: str, address: str, *, person: int | None = None) -> Attempt:
    """Count a guess before it is looked at; Throttled when there were too many lately.

    `person` is whom the login belongs to, where it belongs to somebody.
    """
    login, network, now = login.strip().lower(), customer(address), timezone.now()
    familiar = _key("familiar", login, network) if person is None else _theirs(person, network)
    keys = [_take(PAIR, now, login, network), _take(NETWORK, now, network)]
    if not Tally.objects.filter(pk=familiar, ends_at__gt=now).exists():
        keys += _take_as_a_stranger(login, network, now)
    return Attempt(familiar, keys)


def note_sign_in(person: int, address: str) -> None:
    """Somebody came in from there, by whatever way: that network is theirs."""
    _keep_familiar(_theirs(person, customer(address)))


def forget_over() -> int:
    """Delete what no longer counts."""
    deleted, _ = Tally.objects.filter(ends_at__lte=timezone.now()).delete()
    return deleted


def _take(limit: Limit, now: datetime, *parts: str) -> str:
    """Count one more; the key that it was counted under."""
    key = _key(limit.name, *parts)
    if _count(key, now, limit.window) > limit.most:
        ends_at = Tally.objects.get(pk=key).ends_at
        raise Throttled(limit=limit.most, wait=int((ends_at - now).total_seconds()) + 1)
    return key


def _take_as_a_stranger(login: str, network: str, now: datetime) -> list[str]:
    together = _key(STRANGERS.name, login)
    number = _count(together, now, STRANGERS.window)
    if number <= STRANGERS.most:
        return [together]
    pause = min(PAUSE * (number // STRANGERS.most), LONGEST_PAUSE)
    return [together, _take(Limit("stranger", 1, pause), now, login, network)]


def _theirs(person: int, network: str) -> str:
    return _key("familiar to", str(person), network)


def _keep_familiar(key: str) -> None:
    ends_at = timezone.now() + FAMILIAR_FOR
    Tally.objects.update_or_create(pk=key, defaults={"ends_at": ends_at})


def _count(key: str, now: datetime, window: timedelta) -> int:
    """One statement, so that each of many at once gets a number of its own."""
    now_, until = (connection.ops.adapt_datetimefield_value(at) for at in (now, now + window))
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [key, until, now_, now_])
        return int(cursor.fetchone()[0])


#: Counts on, or from the beginning when the window is over.
_COUNT = """
    INSERT INTO accounts_tally (key, count, ends_at) VALUES (%s, 1, %s)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN accounts_tally.ends_at <= %s THEN 1 ELSE accounts_tally.count + 1 END,
        ends_at = CASE WHEN accounts_tally.ends_at <= %s
            THEN EXCLUDED.ends_at ELSE accounts_tally.ends_at END
    RETURNING count
"""


def _key(*parts: str) -> str:
    """No login stands in this table, and any text fits: parts are told apart by their lengths."""
    text = "".join(f"{len(part)}:{part}" for part in parts)
    value = text.encode("utf-8", "surrogatepass").hex()
    return salted_hmac("signalpost.throttling", value, algorithm="sha256").hexdigest()
