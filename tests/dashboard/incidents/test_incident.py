"""One incident at the dashboard: shown, edited, corrected, deleted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from signalpost.components.models import Component
from signalpost.events import log
from signalpost.events.models import Event
from signalpost.incidents import operations
from signalpost.incidents.models import Incident, Update
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import SYSTEM, Actor
from signalpost.subscribers import operations as subscribers
from tests.dashboard.conftest import Browser


@pytest.fixture
def found(alice: Actor, slow: Incident) -> Update:
    """An update of the open incident."""
    return operations.post_update(
        slow.pk, by=alice, status=IncidentStatus.IDENTIFIED, message="We **found** it."
    )


def here(incident: Incident, rest: str = "") -> str:
    return f"/dashboard/incidents/{incident.pk}/{rest}"


def local(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def edited(incident: Incident, version: int, **fields: Any) -> dict[str, Any]:
    """What the form sends when nothing was changed but `fields`."""
    first = {
        "name": incident.name,
        "status": incident.status,
        "message": incident.message,
        "occurred_at": local(incident.occurred_at),
        "published_at": local(incident.published_at),
        "visible": "on",
        "as_of": version,
    }
    return first | fields


def test_it_is_shown_with_what_was_said_and_what_it_touched(
    mias: Client, slow: Incident, found: Update
) -> None:
    shown = mias.get(here(slow)).text

    assert "We <strong>found</strong> it." in shown
    assert "Website" in shown
    assert "Partial outage" in shown


def test_a_viewer_reads_it_and_finds_nothing_to_press(
    browser: Browser, victor: Actor, slow: Incident, found: Update
) -> None:
    shown = browser(victor).get(here(slow)).text

    assert "We <strong>found</strong> it." in shown
    assert "Edit" not in shown
    assert "Delete" not in shown


class TestEditing:
    def test_it_writes_what_was_changed(self, mias: Client, slow: Incident, version: int) -> None:
        data = edited(slow, version, name="Very slow", stickied="on", status="fixed")

        mias.post(here(slow, "edit/"), data)

        now = Incident.objects.get()
        assert (now.name, now.stickied, now.is_open) == ("Very slow", True, False)

    def test_it_takes_a_post_mortem(self, mias: Client, slow: Incident, version: int) -> None:
        mias.post(here(slow, "edit/"), edited(slow, version, postmortem="A **full** disk."))

        assert Incident.objects.get().postmortem == "A **full** disk."
        assert "A <strong>full</strong> disk." in mias.get(here(slow)).text

    def test_what_was_not_touched_keeps_its_seconds_and_is_no_change(
        self, mias: Client, slow: Incident, version: int
    ) -> None:
        mias.post(here(slow, "edit/"), edited(slow, version))

        assert Incident.objects.get().occurred_at == slow.occurred_at
        assert not Event.objects.filter(kind="incident.edited").exists()

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"name": " "}, "This field is required."),
            ({"occurred_at": ""}, "This field is required."),
            ({"published_at": "tomorrow"}, "Enter a valid date/time."),
            ({"message": "x" * 100_001}, "At most 100000 characters are possible here."),
        ],
    )
    def test_what_is_wrong_is_said_beside_its_field(
        self, mias: Client, slow: Incident, version: int, wrong: dict[str, str], sentence: str
    ) -> None:
        answer = mias.post(here(slow, "edit/"), edited(slow, version) | wrong)

        assert answer.status_code == 422
        assert sentence in answer.text
        assert not Event.objects.filter(kind="incident.edited").exists()


class TestWhatAnEditWillDo:
    """`slow` is seen by everybody, and says that the website is partly out."""

    def foresee(self, client: Client, incident: Incident, version: int, **fields: Any) -> str:
        data = edited(incident, version, **fields)
        answer = client.post(here(incident, "edit/outlook/"), data, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        return answer.text

    def test_as_it_stands_nothing_changes(self, mias: Client, slow: Incident, version: int) -> None:
        shown = mias.get(here(slow, "edit/")).text

        assert "None changes." in shown
        assert "Everybody, as now." in shown

    def test_hidden_it_is_seen_no_longer_and_its_components_are_let_go(
        self, mias: Client, slow: Incident, version: int
    ) -> None:
        shown = self.foresee(mias, slow, version, visible="")

        assert "visitors no longer see it" in shown
        assert "partial outage → operational" in shown
        assert "All systems operational" in shown

    def test_shown_to_everybody_it_says_what_it_said_to_the_team(
        self, mias: Client, mia: Actor, slow: Incident
    ) -> None:
        operations.edit(slow.pk, by=mia, visible=False)

        shown = self.foresee(mias, slow, log.version(), visible="on")

        assert "Everybody, at once." in shown
        assert "operational → partial outage" in shown

    def test_kept_back_until_later_it_is_gone_until_then(
        self, mias: Client, slow: Incident, version: int
    ) -> None:
        subscribers.subscribe(by=SYSTEM, address="bo@example.com", vouched=True)

        shown = self.foresee(mias, slow, version, published_at="2030-01-15T10:00", notify="on")

        assert "From <time" in shown
        assert "Until then visitors no longer see it, and read: All systems operational." in shown
        assert "1 of 1 subscribers" in shown

    def test_fixed_it_lets_its_components_go(
        self, mias: Client, slow: Incident, version: int
    ) -> None:
        shown = self.foresee(mias, slow, version, status="fixed")

        assert "partial outage → operational" in shown

    def test_nobody_is_told_of_an_edit(self, mias: Client, slow: Incident, version: int) -> None:
        assert "People told" not in self.foresee(mias, slow, version, notify="on")

    def test_half_typed_it_is_as_it_was(self, mias: Client, slow: Incident, version: int) -> None:
        shown = self.foresee(mias, slow, version, name="", occurred_at="yester")

        assert "<b>Slow</b>" in shown
        assert "errorlist" not in shown

    def test_without_scripts_the_whole_screen_comes_back_and_nothing_is_written(
        self, mias: Client, slow: Incident, version: int
    ) -> None:
        data = edited(slow, version, name="Very slow", visible="")

        answer = mias.post(here(slow, "edit/outlook/"), data)

        assert "<h1>Edit the incident</h1>" in answer.text
        assert 'value="Very slow"' in answer.text
        assert "visitors no longer see it" in answer.text
        assert Incident.objects.get().visible


class TestDeleting:
    def test_it_asks_and_says_what_goes_with_it(
        self, mias: Client, slow: Incident, found: Update
    ) -> None:
        shown = mias.get(here(slow, "delete/")).text

        assert "its 1 update with it" in shown
        assert "Website is let go" in shown
        assert Incident.objects.standing().exists()

    def test_confirmed_it_is_gone(self, mias: Client, slow: Incident) -> None:
        answer = mias.post(here(slow, "delete/"))

        assert answer.headers["Location"] == "/dashboard/incidents/"
        assert not Incident.objects.standing().exists()


class TestAnUpdate:
    def test_its_words_are_corrected(self, mias: Client, slow: Incident, found: Update) -> None:
        shown = mias.get(here(slow, f"updates/{found.pk}/"))
        version = shown.context["form"]["as_of"].value()
        data = {"status": "watching", "message": "Found.", "as_of": version}

        mias.post(here(slow, f"updates/{found.pk}/"), data)

        found.refresh_from_db()
        assert (found.status, found.message) == ("watching", "Found.")

    def test_is_deleted_once_that_is_confirmed(
        self, mias: Client, slow: Incident, found: Update
    ) -> None:
        asked = mias.get(here(slow, f"updates/{found.pk}/delete/")).text

        mias.post(here(slow, f"updates/{found.pk}/delete/"))

        assert "It is gone for good." in asked
        assert not Update.objects.exists()

    def test_of_another_incident_is_not_there(
        self, mias: Client, alice: Actor, slow: Incident, found: Update
    ) -> None:
        other = operations.report(by=alice, name="Another", message="")

        answer = mias.post(here(other, f"updates/{found.pk}/delete/"))

        assert answer.status_code == 404
        assert Update.objects.exists()


class TestWhatItTouched:
    def path(self, incident: Incident) -> str:
        return here(incident, f"impacts/{incident.impacts.get().pk}/")

    def test_its_times_are_corrected(self, mias: Client, slow: Incident, version: int) -> None:
        began = timezone.now() - timedelta(hours=2)
        ended = timezone.now() - timedelta(hours=1)

        sent = {"began_at": local(began), "ended_at": local(ended), "as_of": version}
        mias.post(self.path(slow), sent)

        impact = slow.impacts.get()
        assert (local(impact.began_at), local(impact.ended_at)) == (local(began), local(ended))

    @pytest.mark.parametrize(
        ("times", "sentence"),
        [
            ({"began_at": "2100-01-01T00:00"}, "It cannot begin in the future."),
            (
                {"began_at": "2026-01-02T00:00", "ended_at": "2026-01-01T00:00"},
                "It cannot end before it began.",
            ),
            ({"began_at": ""}, "This field is required."),
        ],
    )
    def test_what_cannot_be_is_said_beside_its_field(
        self, mias: Client, slow: Incident, version: int, times: dict[str, str], sentence: str
    ) -> None:
        began = slow.impacts.get().began_at

        answer = mias.post(self.path(slow), times | {"as_of": str(version)})

        assert answer.status_code == 422
        assert sentence in answer.text
        assert slow.impacts.get().began_at == began


def test_names_and_texts_are_shown_as_they_are_and_do_nothing(
    mias: Client, alice: Actor, website: Component
) -> None:
    attack = "<script>alert(1)</script>"
    incident = operations.report(by=alice, name=attack, message=attack)

    for path in (here(incident), here(incident, "update/"), "/dashboard/", "/dashboard/incidents/"):
        assert attack not in mias.get(path).text
