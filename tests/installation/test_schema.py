from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from signalpost.cli import commands
from signalpost.installation import schema
from signalpost.serving import doctor

pytestmark = pytest.mark.django_db


@pytest.fixture
def _newer() -> None:
    MigrationRecorder(connection).record_applied("incidents", "9999_of_tomorrow")


@pytest.mark.usefixtures("_newer")
def test_older_code_touches_no_database_that_newer_code_has_changed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert commands.run(["demo"]) == 1

    assert capsys.readouterr().err == f"signalpost: {schema.NEWER} {schema.BACK}\n"


@pytest.mark.usefixtures("_newer")
def test_the_doctor_says_that_the_code_is_older_than_the_database() -> None:
    (said,) = (one for one in doctor.examine() if one.subject == "migrations")

    assert (said.says, said.advice) == (schema.NEWER, schema.BACK)


def test_what_a_part_left_behind_that_is_gone_does_no_harm() -> None:
    MigrationRecorder(connection).record_applied("a_part_of_old", "0001_initial")

    schema.migrate()

    assert not schema.is_newer()
