"""The cast that all tests share, and the installation they play in."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

# Before the settings are read: no test touches a real installation.
_folder = tempfile.mkdtemp(prefix="signalpost-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["SIGNALPOST_DATA_DIR"] = _folder
for _name in ("SITE_URL", "SECRET_KEY", "SECRET_KEY_FALLBACKS"):
    os.environ.pop(_name, None)

from collections.abc import Iterator  # noqa: E402
from pathlib import Path  # noqa: E402

import pytest  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

from signalpost.accounts import access  # noqa: E402
from signalpost.accounts import operations as accounts  # noqa: E402
from signalpost.accounts.models import User  # noqa: E402
from signalpost.accounts.roles import Role  # noqa: E402
from signalpost.components import operations as components  # noqa: E402
from signalpost.components.models import Component  # noqa: E402
from signalpost.kernel.actor import Actor  # noqa: E402
from signalpost.overview import snapshot  # noqa: E402
from signalpost.site import operations as site  # noqa: E402
from signalpost.site.models import Site  # noqa: E402
from tests.live import PASSWORD, Installation, installation  # noqa: E402

_slow_is_fine = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile(
    "test", max_examples=60, deadline=None, derandomize=True, suppress_health_check=_slow_is_fine
)
settings.register_profile(
    "fuzz", max_examples=5000, deadline=None, suppress_health_check=_slow_is_fine
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """SQLite in a file, as in real life: threads and processes then meet on it."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        name = os.path.join(_folder, f"{worker}.sqlite3")
        for known in (database, connection.settings_dict):
            known.setdefault("TEST", {})["NAME"] = name


@pytest.fixture(scope="session", autouse=True)
def _static_files() -> None:
    """Collected, as `serve` does before it answers: pages name them by their hash."""
    call_command("collectstatic", interactive=False, verbosity=0)


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
def live(tmp_path: Path) -> Iterator[Installation]:
    """A real installation of its own, for tests that run the `signalpost` command."""
    with installation(tmp_path / "data") as fresh:
        yield fresh
