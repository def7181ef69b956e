"""Second factors, which allauth keeps in its own table."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

_RECOVERY = Authenticator.Type.RECOVERY_CODES


def are_set_up(user_id: int) -> bool:
    """Recovery codes alone are none: they stand in for a factor that is lost."""
    return bool(Authenticator.objects.filter(user_id=user_id).exclude(type=_RECOVERY).exists())


def remove_all(user_id: int) -> bool:
    """Whether there was anything to remove."""
    return bool(Authenticator.objects.filter(user_id=user_id).delete()[0])
