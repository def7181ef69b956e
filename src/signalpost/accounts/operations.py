from __future__ import annotations

import secrets
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from signalpost.accounts import authentication, factors
from signalpost.accounts.models import ApiToken, Session, User
from signalpost.accounts.roles import Role, Scope
from signalpost.events import log
from signalpost.kernel.actor import Actor
from signalpost.kernel.changes import assign
from signalpost.kernel.errors import Conflict, Invalid, NotFound
from signalpost.kernel.text import checked, checked_email
from signalpost.kernel.unset import UNSET, Unset, given


@transaction.atomic
def create_user(
    *,
    by: Actor,
    email: str,
    password: str | None,
    username: str = "",
    name: str = "",
    role: Role = Role.MEMBER,
    through: str = "",
) -> User:
    """Let a person in. Without a user name, the e-mail's part before the @ becomes it.

    Without a password they come `through` a provider that asks for one.
    """
    email = checked_email(email)
    user = User(
        email=email,
        username=checked(username.strip(), field="username", limit=150) or _free_username(email),
        name=checked(name.strip(), field="name", limit=150),
        role=role,
    )
    _refuse_taken(user)
    _set_password(user, password)
    _save(user)
    facts = {"through": through} if through else {}
    log.record("user.created", user, by=by, email=email, role=role, **facts)
    return user


@transaction.atomic
def edit_user(
    user_id: int,
    *,
    by: Actor,
    name: str | Unset = UNSET,
    username: str | Unset = UNSET,
    email: str | Unset = UNSET,
) -> User:
    """Correct what a person is called. That an address is theirs must have been shown before."""
    user = _locked(user_id)
    wishes = given(
        name=name if name is UNSET else checked(name.strip(), field="name", limit=150),
        username=username
        if username is UNSET
        else checked(username.strip(), field="username", limit=150, required=True),
        email=email if email is UNSET else checked_email(email),
    )
    changed = assign(user, wishes)
    if not changed:
        return user
    _refuse_taken(user)
    _save(user)
    log.record("user.edited", user, by=by, email=user.email, changed=changed)
    return user


@transaction.atomic
def change_role(user_id: int, role: Role, *, by: Actor) -> User:
    """Give a person other powers. The last active admin stays one."""
    user = _locked_with_admins(user_id)
    before = user.role
    if before == role:
        return user
    if role != Role.ADMIN:
        _refuse_for_last_admin(user)
    user.role = role
    user.save(update_fields=["role"])
    log.record("user.role_changed", user, by=by, email=user.email, before=before, after=role)
    return user


@transaction.atomic
def change_password(user_id: int, password: str, *, by: Actor) -> User:
    """Set a person's password, and end their sessions everywhere."""
    user = _locked(user_id)
    _set_password(user, password)
    user.save(update_fields=["password"])
    user.sessions.all().delete()
    log.record("user.password_changed", user, by=by, email=user.email)
    return user


@transaction.atomic
def note_second_factor(user_id: int, factor: str, *, by: Actor, is_there: bool) -> None:
    """Record that a person's sign-in has become harder, or easier."""
    user = _locked(user_id)
    kind = "user.second_factor_added" if is_there else "user.second_factor_removed"
    log.record(kind, user, by=by, email=user.email, factor=factor)


@transaction.atomic
def remove_second_factors(user_id: int, *, by: Actor) -> User:
    """Let a person who has lost theirs sign in with the password alone."""
    user = _locked(user_id)
    if factors.remove_all(user_id):
        log.record("user.second_factor_removed", user, by=by, email=user.email, factor="all")
    return user


@transaction.atomic
def disable_user(user_id: int, *, by: Actor) -> User:
    """Shut a person out at once, sessions and tokens included. The last active admin stays."""
    user = _locked_with_admins(user_id)
    if not user.is_active:
        return user
    _refuse_for_last_admin(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.sessions.all().delete()
    tokens = user.tokens.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
    log.record("user.disabled", user, by=by, email=user.email, tokens=tokens)
    return user


@transaction.atomic
def enable_user(user_id: int, *, by: Actor) -> User:
    """Let a person in again. Their old tokens stay revoked."""
    user = _locked(user_id)
    if user.is_active:
        return user
    user.is_active = True
    user.save(update_fields=["is_active"])
    log.record("user.enabled", user, by=by, email=user.email)
    return user


def end_session(user_id: int, handle: str) -> None:
    """Sign one of a person's browsers out."""
    for session in Session.objects.filter(user_id=user_id):
        if session.handle == handle:
            session.delete()
            return
    raise NotFound("That browser is signed out already.")


def end_other_sessions(user_id: int, *, current: str) -> int:
    """Sign all of a person's browsers out but the one they do it with; how many."""
    others = Session.objects.filter(user_id=user_id).exclude(session_key=current)
    return others.delete()[0]


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
    if expires_at and expires_at <= timezone.now():
        raise Invalid("A token must expire in the future.", field="expires_at")
    key = f"sp_{secrets.token_urlsafe(30)}"
    token = ApiToken.objects.create(
        user=user,
        name=checked(name.strip(), field="name", limit=150, required=True),
        scope=scope,
        digest=authentication.digest(key),
        hint=key[-4:],
        expires_at=expires_at,
    )
    log.record(
        "token.created",
        token,
        by=by,
        name=token.name,
        scope=scope,
        email=user.email,
        expires_at=expires_at,
    )
    return token, key


@transaction.atomic
def revoke_token(token_id: int, *, by: Actor) -> ApiToken:
    """Make a key open nothing any more."""
    tokens = ApiToken.objects.select_for_update(of=("self",)).select_related("user")
    token = tokens.filter(pk=token_id).first()
    if token is None:
        raise NotFound(f"No token with id {token_id}.")
    if token.revoked_at:
        return token
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    log.record("token.revoked", token, by=by, name=token.name, email=token.user.email)
    return token


def _locked(user_id: int) -> User:
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise NotFound(f"No user with id {user_id}.")
    return user


def _locked_with_admins(user_id: int) -> User:
    """The person, with all admins locked by id, so that two cannot each remove the other."""
    admins = User.objects.filter(role=Role.ADMIN) | User.objects.filter(pk=user_id)
    for user in admins.select_for_update().order_by("pk"):
        if user.pk == user_id:
            return user
    raise NotFound(f"No user with id {user_id}.")


def _refuse_for_last_admin(user: User) -> None:
    if user.role != Role.ADMIN or not user.is_active:
        return
    if not User.objects.filter(role=Role.ADMIN, is_active=True).exclude(pk=user.pk).exists():
        raise Conflict(f"{user.email} is the last admin; make another one first.")


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
    if User.objects.known_as(user.email, but=user.pk):
        raise Conflict(f"{user.email} has an account already.", field="email")
    if User.objects.known_as(user.username, but=user.pk):
        raise Conflict(f"The user name {user.username} is taken.", field="username")


def _save(user: User) -> None:
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:  # someone took it between the look and the write
        raise Conflict("This address or user name has just been taken.", field="email") from None


def _set_password(user: User, password: str | None) -> None:
    if password is None:
        user.set_unusable_password()
        return
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), field="password") from None
    user.set_password(password)
