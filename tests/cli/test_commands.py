"""The `signalpost` command: what it prints, and how it refuses."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.db.utils import ProgrammingError

from signalpost.accounts import authentication
from signalpost.accounts.models import User
from signalpost.cli import commands
from signalpost.components.models import Component, Group, StatusChange
from signalpost.incidents.models import Incident
from signalpost.installation import schema
from signalpost.maintenance.models import Window
from signalpost.maintenance.statuses import WindowStatus
from signalpost.site import operations as site
from tests.live import PASSWORD, Installation

pytestmark = pytest.mark.django_db

SET_UP = ("setup", "--email", "a@example.com", "--password", PASSWORD, "--site-name", "Northwind")

Captured = pytest.CaptureFixture[str]


def run(*arguments: str) -> int:
    return commands.run(arguments)


def last_line(captured: Captured) -> str:
    return captured.readouterr().out.splitlines()[-1]


def test_setup_names_the_site_and_prints_its_first_token_last(capsys: Captured) -> None:
    assert run(*SET_UP) == 0

    actor = authentication.by_token(last_line(capsys))
    assert actor
    assert actor.may("components.write")
    assert site.current().name == "Northwind"


def test_setup_happens_once(capsys: Captured) -> None:
    run(*SET_UP)

    assert run(*SET_UP) == 1
    assert "set up already" in capsys.readouterr().err


def test_a_setup_that_is_refused_leaves_nothing_behind(capsys: Captured) -> None:
    refused = run("setup", "--email", "a@example.com", "--password", "short", "--site-name", "N")

    assert refused == 1
    assert "password" in capsys.readouterr().err
    assert not site.current().is_set_up
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "error", [ProgrammingError("permission denied"), OSError(28, "No space left on device")]
)
def test_what_the_system_refuses_is_a_sentence(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def refuse() -> None:
        raise error

    monkeypatch.setattr(schema, "migrate", refuse)

    assert run("user", "list") == 1
    assert str(error) in capsys.readouterr().err


def test_sqlite_has_all_that_was_written_in_one_file_once_a_command_has_ended(
    fresh: Installation,
) -> None:
    fresh.under(DATABASE_URL="").run("manage", "migrate", "contenttypes")

    assert [file.name for file in fresh.folder.glob("signalpost.*")] == ["signalpost.sqlite3"]


def test_a_token_is_printed_last_and_is_as_limited_as_asked(capsys: Captured) -> None:
    run(*SET_UP)
    run("token", "create", "--email", "a@example.com", "--name", "probe", "--scope", "metrics")

    actor = authentication.by_token(last_line(capsys))
    assert actor
    assert actor.powers == {"points.write"}


def test_a_token_for_nobody_is_refused(capsys: Captured) -> None:
    assert run("token", "create", "--email", "no@example.com", "--name", "x") == 1
    assert "No user with the e-mail no@example.com" in capsys.readouterr().err


def test_people_are_listed_with_role_and_state(capsys: Captured) -> None:
    run(*SET_UP)
    run("user", "create", "--email", "bo@example.com", "--password", PASSWORD, "--role", "viewer")
    run("user", "disable", "--email", "bo@example.com")
    capsys.readouterr()

    run("user", "list")

    assert capsys.readouterr().out.splitlines() == [
        "a@example.com\tadmin\tactive",
        "bo@example.com\tviewer\tdisabled",
    ]


def test_the_last_admin_cannot_be_shut_out(capsys: Captured) -> None:
    run(*SET_UP)

    assert run("user", "disable", "--email", "a@example.com") == 1
    assert "last admin" in capsys.readouterr().err


def test_the_demo_is_a_believable_site() -> None:
    run("demo")

    assert (Group.objects.count(), Component.objects.count()) == (4, 20)
    assert Incident.objects.count() > 10
    assert Incident.objects.unresolved().count() == 1
    assert list(Window.objects.order_by("starts_at").values_list("status", flat=True)) == [
        WindowStatus.COMPLETE,
        WindowStatus.UPCOMING,
    ]
    first, last = (
        StatusChange.objects.earliest("at").at,
        Incident.objects.latest("occurred_at").occurred_at,
    )
    assert (last - first).days >= 89


def test_the_demo_says_how_to_sign_in_where_nobody_can_yet(capsys: Captured) -> None:
    run("demo")

    assert "signalpost user create --role admin" in capsys.readouterr().out


def test_the_demo_needs_an_empty_site(website: Component, capsys: Captured) -> None:
    assert run("demo") == 1
    assert "needs an empty site" in capsys.readouterr().err


def test_the_doctor_says_what_to_do(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        run("doctor")

    report = capsys.readouterr().out
    assert ended.value.code == 1
    assert "WRONG set-up: not done" in report
    assert "WRONG runner: no heartbeat" in report
    assert "ok    database:" in report


@pytest.mark.parametrize(
    "arguments", [(), ("serve", "--port", "70000"), ("serve", "--workers", "0"), ("sing",)]
)
def test_wrong_usage_is_told_apart_from_a_refusal(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*arguments)

    assert ended.value.code == 2


def test_somebody_locked_out_is_rescued() -> None:
    run(*SET_UP)
    user = User.objects.get()
    Authenticator.objects.create(user=user, type="totp", data={})

    done = run("user", "rescue", "--email", "a@example.com", "--password", "a better one than that")

    assert done == 0
    user.refresh_from_db()
    assert user.check_password("a better one than that")
    assert not user.has_second_factor
