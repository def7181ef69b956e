"""Two people in front of the same incident: nothing is overwritten silently."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localtime

from signalpost.incidents import operations
from signalpost.incidents.models import Incident, Update
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor


def opened(client: Client, path: str) -> str:
    """The version that the form at this address is of."""
    found = re.search(r'name="as_of" value="(\d+)"', client.get(path).text)
    assert found
    return found[1]


def edited(**fields: str) -> dict[str, str]:
    first = {
        "name": "Slow",
        "status": "investigating",
        "message": "We look.",
        "occurred_at": "2026-01-15T10:00",
        "published_at": "2026-01-15T10:00",
        "visible": "on",
    }
    return first | fields


def test_an_edit_after_somebody_elses_shows_what_that_one_changed(
    mias: Client, alice: Actor, slow: Incident
) -> None:
    path = f"/dashboard/incidents/{slow.pk}/edit/"
    version = opened(mias, path)
    operations.edit(slow.pk, by=alice, name="Very slow")

    answer = mias.post(path, edited(name="Rather slow", as_of=version))

    assert answer.status_code == 422
    assert "<del>Slow</del> → Very slow" in answer.text
    assert 'value="Rather slow"' in answer.text
    assert Incident.objects.get().name == "Very slow"


def test_who_has_seen_it_may_send_it_again(mias: Client, alice: Actor, slow: Incident) -> None:
    path = f"/dashboard/incidents/{slow.pk}/edit/"
    data = edited(name="Rather slow", as_of=opened(mias, path))
    operations.edit(slow.pk, by=alice, name="Very slow")
    shown = mias.post(path, data).text
    again = re.search(r'name="as_of" value="(\d+)"', shown)
    assert again

    mias.post(path, data | {"as_of": again[1]})

    assert Incident.objects.get().name == "Rather slow"


def test_what_somebody_else_changed_and_nobody_touched_here_is_not_undone(
    mias: Client, alice: Actor, slow: Incident
) -> None:
    path = f"/dashboard/incidents/{slow.pk}/edit/"
    untouched = mias.get(path).context["form"].initial
    operations.edit(slow.pk, by=alice, name="Very slow", visible=False, stickied=True)

    form = mias.post(path, edited(message="We know.", as_of=untouched["as_of"])).context["form"]

    taken = {name: form[name].value() for name in ("name", "message", "visible", "stickied")}
    assert taken == {
        "name": "Very slow",
        "message": "We know.",
        "visible": False,
        "stickied": True,
    }


def test_a_moment_is_taken_over_as_well(mias: Client, alice: Actor, slow: Incident) -> None:
    path = f"/dashboard/incidents/{slow.pk}/edit/"
    first = mias.get(path).context["form"]
    sent = edited(
        occurred_at=f"{first['occurred_at'].value():%Y-%m-%dT%H:%M}", as_of=first["as_of"].value()
    )
    earlier = slow.occurred_at - timedelta(hours=3)
    operations.edit(slow.pk, by=alice, occurred_at=earlier)

    form = mias.post(path, sent).context["form"]

    assert form["occurred_at"].value() == f"{localtime(earlier):%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("investigating", "watching"), ("fixed", "fixed")],
    ids=["untouched", "meant"],
)
def test_an_update_takes_over_how_far_it_is_unless_it_says_so_itself(
    mias: Client, alice: Actor, slow: Incident, sent: str, kept: str
) -> None:
    path = f"/dashboard/incidents/{slow.pk}/update/"
    version = opened(mias, path)
    operations.post_update(slow.pk, by=alice, status=IncidentStatus.WATCHING, message="Better.")

    answer = mias.post(path, {"status": sent, "message": "Odd.", "as_of": version})

    assert answer.context["form"]["status"].value() == kept


def test_an_update_after_somebody_elses_shows_that_one(
    mias: Client, alice: Actor, slow: Incident
) -> None:
    path = f"/dashboard/incidents/{slow.pk}/update/"
    version = opened(mias, path)
    operations.post_update(slow.pk, by=alice, status=IncidentStatus.FIXED, message="It is **up**.")

    answer = mias.post(path, {"status": "watching", "message": "We watch.", "as_of": version})

    assert answer.status_code == 422
    assert "It is <strong>up</strong>." in answer.text
    assert "We watch." in answer.text
    assert Update.objects.count() == 1


def test_a_correction_of_an_update_after_somebody_elses_shows_that_one(
    mias: Client, alice: Actor, slow: Incident
) -> None:
    update = operations.post_update(
        slow.pk, by=alice, status=IncidentStatus.IDENTIFIED, message="Foudn."
    )
    path = f"/dashboard/incidents/{slow.pk}/updates/{update.pk}/"
    version = opened(mias, path)
    operations.edit_update(slow.pk, update.pk, by=alice, message="Found.")

    answer = mias.post(path, {"status": "identified", "message": "Fund.", "as_of": version})

    assert answer.status_code == 422
    assert "<del>Foudn.</del> → Found." in answer.text
    assert Update.objects.get().message == "Found."


def test_times_that_somebody_has_corrected_meanwhile_are_not_undone(
    mias: Client, alice: Actor, slow: Incident
) -> None:
    impact = slow.impacts.get()
    path = f"/dashboard/incidents/{slow.pk}/impacts/{impact.pk}/"
    shown = mias.get(path).context["form"]
    sent = {"began_at": "2026-01-15T09:00", "as_of": shown["as_of"].value()}
    began = impact.began_at - timedelta(hours=1)
    operations.correct_impact(impact.pk, by=alice, began_at=began, ended_at=None)

    answer = mias.post(path, sent)

    assert answer.status_code == 422
    assert "The times of a component were corrected." in answer.text
    assert slow.impacts.get().began_at == began


def test_what_happens_to_other_incidents_is_no_hindrance(
    mias: Client, alice: Actor, slow: Incident
) -> None:
    path = f"/dashboard/incidents/{slow.pk}/update/"
    version = opened(mias, path)
    operations.report(by=alice, name="Another", message="")

    answer = mias.post(path, {"status": "watching", "message": "We watch.", "as_of": version})

    assert answer.status_code == 302
