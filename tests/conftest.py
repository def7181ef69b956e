"""The cast that all tests share, and the installation they play in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.management import create_contenttypes
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings
from whitenoise.base import WhiteNoise

from signalpost.accounts import access
from signalpost.accounts import operations as accounts
from signalpost.accounts.models import User
from signalpost.accounts.passwords import Argon2id
from signalpost.accounts.roles import Role
from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.kernel.actor import Actor
from signalpost.overview import snapshot
from signalpost.site import operations as site
from signalpost.site.models import Site
from tests import tables
from tests.environment import FOLDER
from tests.live import PASSWORD, Installation, installation

_slow_is_fine = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile(
    "test", max_examples=60, deadline=None, derandomize=True, suppress_health_check=_slow_is_fine
)
settings.register_profile(
    "fuzz", max_examples=5000, deadline=None, suppress_health_check=_slow_is_fine
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))


FULL_COST = {name: getattr(Argon2id, name) for name in ("time_cost", "memory_cost")}


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nearly every test makes a person, and is not about what that costs."""
    monkeypatch.setattr(Argon2id, "time_cost", 1)
    monkeypatch.setattr(Argon2id, "memory_cost", 8)


@pytest.fixture
def passwords_in_earnest(_cheap_passwords: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What hashing costs outside of tests."""
    for name, value in FULL_COST.items():
        monkeypatch.setattr(Argon2id, name, value)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """SQLite in a file, as in real life: threads and processes then meet on it."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        name = os.path.join(FOLDER, f"{worker}.sqlite3")
        for known in (database, connection.settings_dict):
            known.setdefault("TEST", {})["NAME"] = name


@pytest.fixture(scope="session", autouse=True)
def _static_files() -> Iterator[None]:
    """Collected, as `serve` does before it answers: pages name them by their hash.

    They are looked through once, and not by each of the clients that tests make.
    """
    call_command("collectstatic", interactive=False, verbosity=0)
    look_through = WhiteNoise.update_files_dictionary
    found: dict[str, dict[str, Any]] = {}

    def remember(server: WhiteNoise, root: str, prefix: str) -> None:
        if root not in found:
            look_through(server, root, prefix)
            found[root] = dict(server.files)
        server.files.update(found[root])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoise, "update_files_dictionary", remember)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_permissions() -> None:
    """Django's own, and asked for by nobody."""
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    post_migrate.disconnect(create_contenttypes)


@pytest.fixture(scope="session", autouse=True)
def _emptied_with_little_work() -> None:
    TransactionTestCase._fixture_teardown = lambda _case: tables.empty()


@pytest.fixture(autouse=True)
def _fresh_snapshot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Versions begin anew in each test; what another one's meant must not be remembered."""
    monkeypatch.setattr(snapshot, "_newest", None)


@pytest.fixture
def alice(db: None) -> Actor:
    """The admin, as a person."""
    user = accounts.create_user(
        by=Actor("system", "tests"),
        email="alice@example.com",
        password=PASSWORD,
        name="Alice",
        role=Role.ADMIN,
    )
    return Actor("user", user.username, user.pk, access.powers(user.role))


@pytest.fixture
def mia(db: None) -> Actor:
    """A member."""
    user = accounts.create_user(
        by=Actor("system", "tests"), email="mia@example.com", password=PASSWORD, role=Role.MEMBER
    )
    return Actor("user", user.username, user.pk, access.powers(user.role))


@pytest.fixture
def victor(db: None) -> Actor:
    """A viewer: sees what the team sees, and changes nothing."""
    user = accounts.create_user(
        by=Actor("system", "tests"),
        email="victor@example.com",
        password=PASSWORD,
        role=Role.VIEWER,
    )
    return Actor("user", user.username, user.pk, access.powers(user.role))


@pytest.fixture
def probe() -> Actor:
    """A check: it asserts, and overrules nobody."""
    return Actor("check", "https probe")


@pytest.fixture
def token(alice: Actor) -> str:
    """Alice's key to the API."""
    user = User.objects.get(pk=alice.user_id)
    _, key = accounts.create_token(user.pk, by=alice, name="tests")
    return key


@pytest.fixture
def website(alice: Actor) -> Component:
    return components.create(by=alice, name="Website")


@pytest.fixture
def checkout(alice: Actor) -> Component:
    return components.create(by=alice, name="Checkout")


@pytest.fixture
def northwind(alice: Actor) -> Site:
    """A site that is set up."""
    return site.change(by=alice, name="Northwind Status")


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Installation]:
    """An installation that nobody has started yet."""
    with installation(tmp_path / "data") as place:
        yield place


@pytest.fixture(scope="session")
def _begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Its copies need not make their tables and compress their static files again."""
    with installation(tmp_path_factory.mktemp("begun") / "data") as place:
        with place.served("--no-runner"):
            pass
        yield place


@pytest.fixture
def unclaimed(_begun: Installation, tmp_path: Path) -> Iterator[Installation]:
    """An installation that has been started before, and that nobody has set up."""
    with installation(tmp_path / "data", like=_begun) as place:
        yield place


@pytest.fixture(scope="session")
def _set_up(
    _begun: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    with installation(tmp_path_factory.mktemp("set-up") / "data", like=_begun) as place:
        place.set_up()
        yield place


@pytest.fixture
def live(_set_up: Installation, tmp_path: Path) -> Iterator[Installation]:
    """A real installation of its own that is set up: Alice's, with her token."""
    with installation(tmp_path / "data", like=_set_up) as place:
        yield place
