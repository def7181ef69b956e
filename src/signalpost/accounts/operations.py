from __future__ import annotations

import secrets
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from signalpost.accounts import authentication
from signalpost.accounts.models import ApiToken, User
from signalpost.accounts.roles import Role, Scope
from signalpost.events import log
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import Conflict, Invalid, NotFound
from signalpost.kernel.text import checked


@transaction.atomic
def create_user(
    *,
    by: Actor,
    email: str,
    password: str,
    username: str = "",
    name: str = "",
    role: Role = Role.MEMBER,
) -> User:
    """Let a person in. Without a user name, the e-mail's part before the @ becomes it."""
    email = checked(email.strip(), field="email", limit=254)
    try:
        validate_email(email)
    except ValidationError:
        raise Invalid(f"“{email}” is not an e-mail address.", field="email") from None
    user = User(
        email=email,
        username=checked(username.strip(), field="username", limit=150) or _free_username(email),
        name=checked(name.strip(), field="name", limit=150),
        role=role,
    )
    _refuse_taken(user)
    _set_password(user, password)
    user.save()
    log.record("user.created", user, by=by, email=email, role=role)
    return user


@transaction.atomic
def disable_user(user_id: int, *, by: Actor) -> User:
    """Shut a person out at once, tokens included. The last active admin stays."""
    admins = User.objects.select_for_update().filter(role=Role.ADMIN, is_active=True)
    others = [admin.pk for admin in admins.order_by("pk") if admin.pk != user_id]
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise NotFound(f"No user with id {user_id}.")
    if not user.is_active:
        return user
    if user.role == Role.ADMIN and not others:
        raise Conflict(f"{user.email} is the last admin; make another one first.")
    user.is_active = False
    user.save(update_fields=["is_active"])
    log.record("user.disabled", user, by=by, email=user.email)
    return user


@transaction.atomic
def create_token(
    user_id: int,
    *,
    by: Actor,
    name: str,
    scope: Scope = Scope.WRITE,
    expires_at: datetime | None = None,
) -> tuple[ApiToken, str]:
    """Make a key; the row and the key itself, which can never be shown again."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise NotFound(f"No active user with id {user_id}.")
    key = f"sp_{secrets.token_urlsafe(30)}"
    token = ApiToken.objects.create(
        user=user,
        name=checked(name.strip(), field="name", limit=150, required=True),
        scope=scope,
        digest=authentication.digest(key),
        hint=key[-4:],
        expires_at=expires_at,
    )
    log.record("token.created", token, by=by, name=token.name, scope=scope, email=user.email)
    return token, key


def _free_username(email: str) -> str:
    wish = email.partition("@")[0][:140]
    taken = {
        name.lower()
        for name in User.objects.filter(username__istartswith=wish).values_list(
            "username", flat=True
        )
    }
    if wish.lower() not in taken:
        return wish
    return next(
        name
        for number in range(2, len(taken) + 3)
        if (name := f"{wish}{number}").lower() not in taken
    )


def _refuse_taken(user: User) -> None:
    if User.objects.known_as(user.email):
        raise Conflict(f"{user.email} has an account already.", field="email")
    if User.objects.known_as(user.username):
        raise Conflict(f"The user name {user.username} is taken.", field="username")


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), field="password") from None
    user.set_password(password)
