"""The house keeps its own rules: quiet rooms, and nothing that is not written down."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from signalpost.cli import commands
from signalpost.events.kinds import KINDS

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "signalpost"

#: Floors 0 to 4b of the architecture do not know the web.
QUIET_ROOMS = (
    "kernel",
    "ui",
    "events",
    "accounts",
    "site",
    "components",
    "incidents",
    "maintenance",
    "metrics",
    "subscribers",
    "overview",
    "dialects",
)
#: Read only when they are used.
HEAVY = ("PIL",)
THE_WEB = ("django.http", "django.shortcuts", "django.urls", "django.views")


def modules(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.rglob("*.py"))


def imported(module: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


@pytest.mark.parametrize("room", QUIET_ROOMS)
def test_a_room_of_the_lower_floors_does_not_know_the_web(room: str) -> None:
    loud = [
        f"{module.relative_to(ROOT)}:{line} imports {name}"
        for module in modules(SOURCE / room)
        for line, name in imported(module)
        if name.startswith(THE_WEB)
    ]

    assert loud == []


def test_no_import_hides_inside_a_function_of_the_domain() -> None:
    hidden = [
        f"{module.relative_to(ROOT)}:{inner.lineno}"
        for room in QUIET_ROOMS
        for module in modules(SOURCE / room)
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import)
        or (isinstance(inner, ast.ImportFrom) and inner.module not in HEAVY)
    ]

    assert hidden == []


def test_every_setting_that_is_read_is_documented_and_the_other_way_round() -> None:
    settings = (SOURCE / "config" / "settings.py").read_text()
    read = set(re.findall(r'read\(\s*"([A-Z_]+)"', settings))
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", text("docs/settings.md"), re.MULTILINE))

    assert read == documented


def test_only_the_settings_read_the_environment() -> None:
    readers = [
        str(module.relative_to(SOURCE))
        for module in modules(SOURCE)
        if re.search(r"\bos\.(environ|getenv)\b", module.read_text())
    ]

    assert readers == ["cli/main.py"]  # which names the settings to Django, as manage.py does


def test_every_kind_of_event_is_documented() -> None:
    documented = set(re.findall(r"^\| `([a-z_.]+)` \|", text("docs/events.md"), re.MULTILINE))

    assert documented == set(KINDS)


def test_every_kind_of_event_that_is_recorded_is_known() -> None:
    recorded = {
        match
        for module in modules(SOURCE)
        for match in re.findall(r'(?:log|rows)\.record\(\s*"([a-z_.]+)"', module.read_text())
    }

    assert recorded <= set(KINDS)


WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "select_for_update"}


def test_nothing_is_taken_or_written_after_the_book() -> None:
    """Whoever holds the ledger and then waits for a row may be waited for by who has that row."""
    late = [
        f"{module.relative_to(ROOT)}:{call.lineno}"
        for module in modules(SOURCE)
        for function in ast.walk(ast.parse(module.read_text()))
        if isinstance(function, ast.FunctionDef)
        for call in calls(function, WRITES)
        if any(record.lineno < call.lineno for record in calls(function, {"record"}))
    ]

    assert late == []


def calls(function: ast.FunctionDef, names: set[str]) -> list[ast.Call]:
    """Those of methods, or of functions in modules, that are called so."""
    return [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in names
    ]


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_files_of_others_are_those_that_are_documented() -> None:
    rows = re.findall(r"^\| `(\S+)` \|.* `(\w{64})` \|$", text("docs/third-party.md"), re.MULTILINE)

    found = {path: hashlib.sha256((ROOT / path).read_bytes()).hexdigest() for path, _ in rows}

    assert found == dict(rows)
    assert {ROOT / path for path in found} >= set(SOURCE.rglob("*.min.js"))


def text(path: str) -> str:
    return (ROOT / path).read_text()


def test_every_command_in_the_readme_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    named = re.findall(
        r"`(?:\.venv/bin/)?(?:signalpost )?(serve|[a-z]+ [a-z]+)`", text("README.md")
    )
    for words in named:
        with pytest.raises(SystemExit) as ended:
            commands.run([*words.removeprefix("signalpost ").split(), "--help"])

        assert ended.value.code == 0, words


def test_every_make_target_in_the_docs_is_one() -> None:
    named = set(re.findall(r"`make ([\w-]+)`", text("README.md") + text("CONTRIBUTING.md")))
    targets = set(re.findall(r"^([\w-]+):", text("Makefile"), re.MULTILINE))

    assert named <= targets
