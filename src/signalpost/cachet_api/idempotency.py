"""Idempotency-Key: a POST that is sent again is answered again, and nothing is done twice.

The key is taken in the transaction of the change itself. Whoever comes with the same key meanwhile
waits for it, and gets the same answer; where the change is refused or the process dies, the key is
free again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone

from signalpost.cachet_api import answers
from signalpost.cachet_api.call import Call
from signalpost.cachet_api.models import KeptAnswer

KEPT_FOR = timedelta(hours=24)
LONGEST = 255


def once(call: Call, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer, or the one that the caller's key got the first time."""
    key = call.request.headers.get("Idempotency-Key", "").strip()
    if not key:
        return answer()
    if len(key) > LONGEST or not key.isprintable():
        return answers.error(400, [f"The Idempotency-Key has at most {LONGEST} printable signs."])
    with transaction.atomic():
        kept, is_new = _take(call, key)
        if not is_new:
            return _again(call, kept)
        response = answer()
        if response.status_code == 200:
            KeptAnswer.objects.filter(pk=kept.pk).update(body=response.content.decode())
        else:
            transaction.set_rollback(True)
    return response


def forget_old(now: datetime | None = None) -> None:
    """Let go of keys that are not good for anything any more."""
    KeptAnswer.objects.filter(at__lte=(now or timezone.now()) - KEPT_FOR).delete()


def _take(call: Call, key: str) -> tuple[KeptAnswer, bool]:
    """The key's row, and whether it was made here and now."""
    now = timezone.now()
    person = call.by.user_id
    assert person is not None  # whoever may write is somebody
    mine = KeptAnswer.objects.filter(user_id=person, key=key)
    mine.filter(at__lte=now - KEPT_FOR).delete()
    return mine.get_or_create(
        defaults={"user_id": person, "key": key, "asked": _asked(call), "at": now}
    )


def _again(call: Call, kept: KeptAnswer) -> HttpResponse:
    if kept.asked != _asked(call):
        return answers.error(409, ["This Idempotency-Key has been used for something else."])
    return answers.private(HttpResponse(kept.body, content_type="application/json"))


def _asked(call: Call) -> str:
    """A digest of everything that decides what a POST does."""
    query = call.request.META.get("QUERY_STRING", "")
    where = f"{call.request.path_info}?{query} {call.zone.key} {call.request.content_type} "
    return hashlib.sha256(where.encode() + call.request.body).hexdigest()
