from __future__ import annotations

import hashlib
from datetime import datetime
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models.functions import Lower
from django.db.models.lookups import Exact

from signalpost.accounts import factors
from signalpost.accounts.roles import Role, Scope
from signalpost.kernel.actor import Viewer
from signalpost.kernel.prepared import Prepared, given


class UserManager(BaseUserManager["User"]):
    def known_as(self, login: str, *, but: int | None = None) -> User | None:
        """By e-mail or user name, in any case; `but` is somebody who does not count."""
        return _known_as.first(login=login, but=but or 0)


class User(AbstractBaseUser):
    email = models.EmailField(max_length=254, unique=True)
    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.MEMBER)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="users_email_in_any_case"),
            models.UniqueConstraint(Lower("username"), name="users_username_in_any_case"),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def shown_name(self) -> str:
        return self.name or self.username

    @property
    def has_second_factor(self) -> bool:
        return factors.are_set_up(self.pk)


def _is_called(column: str) -> Exact:
    """As the constraints have it: their indexes are what finds it."""
    return Exact(Lower(column), Lower(given("login", models.CharField())))


_known_as = Prepared(
    lambda: (
        User.objects.filter(models.Q(_is_called("email")) | models.Q(_is_called("username")))
        .exclude(pk=given("but", models.BigIntegerField()))
        .order_by("pk")
    )
)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, *, at: datetime) -> Self:
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at)


class Invitation(models.Model):
    """A place kept for someone. `nonce` is signed into the link; a new one voids the old link."""

    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=20, choices=Role.choices)
    nonce = models.CharField(max_length=32)
    invited_by = models.CharField(max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=models.Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitations_one_per_address",
            )
        ]

    def __str__(self) -> str:
        return self.email


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def seen_by(self, viewer: Viewer) -> Self:
        """One's own; all of them for who looks after other people's."""
        return self.all() if viewer.may("tokens.others") else self.filter(user_id=viewer.user_id)


class ApiToken(models.Model):
    """A key to the API. Kept as a digest: long random keys need no slow hash."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=150)
    scope = models.CharField(max_length=20, choices=Scope.choices, default=Scope.WRITE)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    last_used_from = models.GenericIPAddressField(null=True)

    objects = ApiTokenQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name} (…{self.hint})"

    def is_usable(self, *, at: datetime) -> bool:
        is_alive = self.expires_at is None or self.expires_at > at
        return is_alive and self.revoked_at is None and self.user.is_active


class SessionManager(BaseSessionManager["Session"]):
    def running(self, user_id: int, *, at: datetime) -> models.QuerySet[Session]:
        return self.filter(user_id=user_id, expire_date__gt=at)


class Session(AbstractBaseSession):
    """A browser that someone has signed in with. Its facts are copied out of the session's data."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sessions")
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=200, blank=True)
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    objects: ClassVar[SessionManager] = SessionManager()

    class Meta:
        indexes = [models.Index(fields=["expire_date"], name="sessions_by_expiry")]

    def __str__(self) -> str:
        return f"session of {self.user_id}"

    @property
    def handle(self) -> str:
        """Names it on a page. The key itself opens it, and stays in the cookie."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:16]


class Tally(models.Model):
    """How often something was tried lately; counted by all processes together."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.count} until {self.ends_at}"


class CacheEntry(models.Model):
    """The table of Django's database cache, so that it comes and goes with the migrations."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "signalpost_cache"

    def __str__(self) -> str:
        return self.cache_key
