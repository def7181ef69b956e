"""Second factors, which allauth keeps in its own table."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from signalpost.kernel.sealing import Unreadable, unseal

_RECOVERY = Authenticator.Type.RECOVERY_CODES


def are_set_up(user_id: int) -> bool:
    """Recovery codes alone are none: they stand in for a factor that is lost."""
    return bool(Authenticator.objects.filter(user_id=user_id).exclude(type=_RECOVERY).exists())


def remove_all(user_id: int) -> bool:
    """Whether there was anything to remove."""
    return bool(Authenticator.objects.filter(user_id=user_id).delete()[0])


def count_unreadable() -> int:
    """Authenticator apps whose secret was sealed with a key that is no longer here."""
    apps = Authenticator.objects.filter(type=Authenticator.Type.TOTP)
    return sum(not _is_readable(app.data.get("secret", "")) for app in apps)


def _is_readable(sealed: str) -> bool:
    try:
        unseal(sealed)
    except Unreadable:
        return False
    return True
