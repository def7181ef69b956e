"""Files of addresses that wait: nothing is imported before somebody has seen what it would do."""

from __future__ import annotations

import uuid
import zlib
from datetime import timedelta

from django.utils import timezone

from signalpost.kernel.errors import Conflict
from signalpost.subscribers.models import Upload

KEPT = timedelta(hours=1)


def keep(content: bytes, *, user_id: int, vouched: bool) -> uuid.UUID:
    """In the place of what this person has chosen before."""
    kept = {"key": uuid.uuid4(), "packed": zlib.compress(content), "vouched": vouched}
    upload, _ = Upload.objects.update_or_create(
        user_id=user_id, defaults=kept | {"at": timezone.now()}
    )
    return upload.key


def find(key: uuid.UUID, *, user_id: int) -> tuple[bytes, bool]:
    """The file as it was given, and whether somebody vouches for all of its addresses."""
    fresh = Upload.objects.filter(at__gte=timezone.now() - KEPT)
    upload = fresh.filter(key=key, user_id=user_id).first()
    if upload is None:
        raise Conflict(
            "This file is not kept any more: it has been imported, or it waited for more than an "
            "hour, or you have chosen another one since. Choose it again."
        )
    return zlib.decompress(upload.packed), upload.vouched


def forget(key: uuid.UUID) -> None:
    Upload.objects.filter(key=key).delete()


def forget_old() -> None:
    """Addresses of people who may never have subscribed are not ours to keep."""
    Upload.objects.filter(at__lt=timezone.now() - KEPT).delete()
