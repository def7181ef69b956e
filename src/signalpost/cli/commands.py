"""Each command of `signalpost`, and how its words are parsed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, execute_from_command_line, load_command_class
from django.db.utils import DatabaseError

from signalpost import __version__
from signalpost.accounts import operations as accounts
from signalpost.accounts.models import User
from signalpost.accounts.roles import Role, Scope
from signalpost.installation import backup, example, schema
from signalpost.installation import operations as installation
from signalpost.kernel.actor import Actor
from signalpost.kernel.errors import DomainError, NotFound

BY = Actor("cli", "signalpost")


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line."""
    given = _parser().parse_args(arguments)
    if settings.MISTAKES and not given.looks_at_settings:
        return _refuse(*settings.MISTAKES)
    try:
        given.command(given)
    except DomainError as error:
        where = f" ({error.field})" if error.field else ""
        return _refuse(f"{error.message}{where}")
    except CommandError as error:
        return _refuse(str(error))
    except DatabaseError as error:
        return _refuse(f"The database refuses: {str(error).strip()}")
    except PermissionError as error:
        return _refuse(f"{error.filename} belongs to somebody else: {error.strerror}.")
    except OSError as error:
        return _refuse(error)
    return 0


def manage(arguments: Sequence[str]) -> int:
    """Carry out one of Django's own commands."""
    if settings.MISTAKES:
        return _refuse(*settings.MISTAKES)
    execute_from_command_line(["signalpost manage", *arguments])
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="signalpost",
        description="A self-hosted status page, with its state in SIGNALPOST_DATA_DIR.",
    )
    parser.add_argument("--version", action="version", version=f"signalpost {__version__}")
    parser.set_defaults(looks_at_settings=False)
    commands = parser.add_subparsers(required=True, metavar="command")

    _add_service(commands, "serve")
    _add_service(commands, "runner")

    setup = commands.add_parser("setup", help="name the site, make its admin and a first API token")
    setup.add_argument("--email", required=True)
    setup.add_argument("--password", required=True)
    setup.add_argument("--site-name", required=True)
    setup.add_argument("--time-zone", default="UTC", help="for example Europe/Berlin")
    setup.add_argument("--address", default="", help="the address visitors use, https://…")
    setup.set_defaults(command=_setup)

    _add_token(commands.add_parser("token", help="API tokens"))
    _add_user(commands.add_parser("user", help="the people of this installation"))

    example = commands.add_parser("demo", help="fill an empty installation with a believable site")
    example.set_defaults(command=_demo)

    copy = commands.add_parser("backup", help="copy the data and the key, also while it runs")
    copy.add_argument("folder", type=Path, help="a new directory, to be begun from if need be")
    copy.set_defaults(command=_backup)

    _add_service(commands, "doctor", looks_at_settings=True)

    commands.add_parser("manage", help="Django's own commands, for developers")
    return parser


def _add_service(commands: Any, name: str, *, looks_at_settings: bool = False) -> None:
    """A command of the serving room, which this room starts and does not know."""
    service = load_command_class("signalpost.serving", name)
    parser = commands.add_parser(name, help=service.help)
    service.add_arguments(parser)
    parser.set_defaults(
        command=lambda given: service.handle(**vars(given)), looks_at_settings=looks_at_settings
    )


def _add_token(parser: argparse.ArgumentParser) -> None:
    create = parser.add_subparsers(required=True, metavar="action").add_parser(
        "create", help="print a new token"
    )
    create.add_argument("--email", required=True, help="whose token it is")
    create.add_argument("--name", required=True, help="what it is for")
    create.add_argument("--scope", choices=Scope.values, default=Scope.WRITE)
    create.set_defaults(command=_create_token)


def _add_user(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="action")
    create = actions.add_parser("create", help="let a person in")
    create.add_argument("--email", required=True)
    create.add_argument("--password", required=True)
    create.add_argument("--username", default="")
    create.add_argument("--name", default="")
    create.add_argument("--role", choices=Role.values, default=Role.MEMBER)
    create.set_defaults(command=_create_user)
    actions.add_parser("list", help="who is there").set_defaults(command=_list_users)
    disable = actions.add_parser("disable", help="shut a person out, tokens included")
    disable.add_argument("--email", required=True)
    disable.set_defaults(command=_disable_user)
    rescue = actions.add_parser(
        "rescue", help="a new password for someone locked out, and no second factor"
    )
    rescue.add_argument("--email", required=True)
    rescue.add_argument("--password", required=True)
    rescue.set_defaults(command=_rescue_user)


def _setup(given: argparse.Namespace) -> None:
    _migrate()
    user = installation.set_up(
        by=BY,
        name=given.site_name,
        email=given.email,
        password=given.password,
        time_zone=given.time_zone,
        address=given.address,
    )
    _, key = accounts.create_token(user.pk, by=BY, name="First token")
    print(f"{given.site_name} is set up, and {user.email} is its admin.")
    print("Keep this API token; it is not shown again:")
    print(key)


def _create_token(given: argparse.Namespace) -> None:
    _migrate()
    user = _user(given.email)
    _, key = accounts.create_token(user.pk, by=BY, name=given.name, scope=Scope(given.scope))
    print(f"A token of {user.email}, “{given.name}”; it is not shown again:")
    print(key)


def _create_user(given: argparse.Namespace) -> None:
    _migrate()
    user = accounts.create_user(
        by=BY,
        email=given.email,
        password=given.password,
        username=given.username,
        name=given.name,
        role=Role(given.role),
    )
    print(f"{user.email} may sign in as {user.role}.")


def _list_users(given: argparse.Namespace) -> None:
    _migrate()
    for user in User.objects.order_by("email"):
        print(f"{user.email}\t{user.role}\t{'active' if user.is_active else 'disabled'}")


def _disable_user(given: argparse.Namespace) -> None:
    _migrate()
    user = accounts.disable_user(_user(given.email).pk, by=BY)
    print(f"{user.email} is shut out.")


def _rescue_user(given: argparse.Namespace) -> None:
    _migrate()
    user = accounts.change_password(_user(given.email).pk, given.password, by=BY)
    accounts.remove_second_factors(user.pk, by=BY)
    print(f"{user.email} signs in with the new password, and is signed out everywhere.")


def _demo(given: argparse.Namespace) -> None:
    _migrate()
    example.fill(by=BY)
    print("The example site is in place. Start it with: signalpost serve")
    if not User.objects.exists():
        print("To sign in: signalpost user create --role admin --email … --password …")


def _backup(given: argparse.Namespace) -> None:
    """Nothing is migrated before: that is what a backup is made for."""
    backup.write(given.folder)
    print(f"Backed up to {given.folder}: it can be a data directory, as it is.")


def _user(email: str) -> User:
    user = User.objects.known_as(email)
    if user is None:
        raise NotFound(f"No user with the e-mail {email}.", field="email")
    return user


def _migrate() -> None:
    """So that every command works before the first `serve`, too, or while that begins."""
    with schema.alone():
        schema.migrate()


def _refuse(*reasons: object) -> int:
    for reason in reasons:
        print(f"signalpost: {reason}", file=sys.stderr)
    return 1
