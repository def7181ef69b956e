"""Guesses at passwords, counted in the database so that all processes count together.

Nothing here depends on whether the login exists, and no number of guesses from elsewhere shuts
a person out of a network that they have signed in from before.
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
#: One login, tried from all networks together that it was never signed in from.
STRANGERS = Limit("strangers", 50, timedelta(hours=1))

#: How long a network from which somebody signed in counts as theirs.
FAMILIAR_FOR = timedelta(days=90)


class Attempt:
    """A guess that was admitted and counted; `succeeded` takes it back."""

    def __init__(self, login: str, network: str, keys: list[str]) -> None:
        self._familiar = _key("familiar", login, network)
        self._keys = keys

    def succeeded(self) -> None:
        Tally.objects.filter(pk__in=self._keys, count__gt=0).update(count=F("count") - 1)
        ends_at = timezone.now() + FAMILIAR_FOR
        Tally.objects.update_or_create(pk=self._familiar, defaults={"ends_at": ends_at})


def admit(login: str, address: str) -> Attempt:
    """Count a guess before it is looked at; Throttled when there were too many lately."""
    login, network, now = login.strip().lower(), customer(address), timezone.now()
    buckets = [(PAIR, _key("pair", login, network)), (NETWORK, _key("network", network))]
    if not Tally.objects.filter(pk=_key("familiar", login, network), ends_at__gt=now).exists():
        buckets.append((STRANGERS, _key("strangers", login)))
    for limit, key in buckets:
        if _count(key, now, limit.window) > limit.most:
            ends_at = Tally.objects.get(pk=key).ends_at
            raise Throttled(wait=int((ends_at - now).total_seconds()) + 1)
    return Attempt(login, network, [key for _, key in buckets])


def forget_over() -> int:
    """Delete what no longer counts."""
    deleted, _ = Tally.objects.filter(ends_at__lte=timezone.now()).delete()
    return deleted


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
