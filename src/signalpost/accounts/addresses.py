"""Changes of somebody's e-mail. The new address must confirm it: mail opens accounts."""

from __future__ import annotations

from django.core import signing

from signalpost.accounts import operations
from signalpost.accounts.authentication import person
from signalpost.accounts.models import User
from signalpost.kernel.errors import Conflict, Invalid, NotFound
from signalpost.kernel.text import checked_email

LASTS = 2 * 24 * 60 * 60

_SALT = "signalpost.address"


def ask(user_id: int, email: str) -> str:
    """What stands in the link that confirms the change; worthless once it is made."""
    email = checked_email(email)
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise NotFound(f"No active user with id {user_id}.")
    if User.objects.known_as(email, but=user_id):
        raise Conflict(f"{email} has an account already.", field="email")
    return signing.dumps([user.pk, user.email, email], salt=_SALT)


def read(signed: str) -> tuple[User, str]:
    """The person and their new address; otherwise a sentence on what is wrong with the link."""
    try:
        pk, old, new = signing.loads(signed, salt=_SALT, max_age=LASTS)
    except signing.SignatureExpired:
        raise Conflict("This link is older than two days. Ask for the change again.") from None
    except (signing.BadSignature, ValueError, TypeError):
        raise Invalid("This link is not complete, or not one of ours.") from None
    user = User.objects.filter(pk=pk, is_active=True, email=old).first()
    if user is None:
        raise Conflict("This link has been used already, or the account is gone.")
    return user, new


def confirm(signed: str, *, address: str = "") -> User:
    """Make the change, for whoever has the link; `address` is where they came from."""
    user, email = read(signed)
    return operations.edit_user(user.pk, by=person(user, address=address), email=email)
