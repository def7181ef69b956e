from __future__ import annotations

import pytest
from django.test import Client

from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.page.templatetags.excerpts import LONGEST, MOST_LINES, SENT, excerpt
from signalpost.site.models import Site

LINE = "Customers in Europe may see “Payment declined”.\n"


@pytest.fixture
def told(northwind: Site, alice: Actor) -> Incident:
    """An open incident, and one that is over, with much to read about each."""
    incident = incidents.report(by=alice, name="Slow", message=LINE * 500)
    incidents.report(by=alice, name="Was", message=LINE * 500, status=IncidentStatus.FIXED)
    return incident


@pytest.mark.parametrize("text", ["x" * LONGEST, "x\n" * (MOST_LINES - 1)])
def test_what_is_not_long_stands_there_whole(text: str) -> None:
    assert excerpt(text, "/incidents/1") == {
        "text": text,
        "is_long": False,
        "address": "/incidents/1",
    }


@pytest.mark.parametrize("text", ["x" * (LONGEST + 1), "x\n" * MOST_LINES])
def test_what_has_many_letters_or_lines_is_long(text: str) -> None:
    assert excerpt(text, "/incidents/1")["is_long"]


def test_a_very_long_text_is_cut_between_two_lines() -> None:
    text = excerpt(LINE * 500, "/incidents/1")["text"]

    assert isinstance(text, str)
    assert text.endswith("declined”.")
    assert len(text) <= SENT


def test_one_endless_line_is_cut_all_the_same() -> None:
    assert excerpt("x" * 50_000, "/incidents/1")["text"] == "x" * SENT


@pytest.mark.parametrize("path", ["/", "/history"])
def test_lists_lead_to_where_a_text_goes_on(client: Client, told: Incident, path: str) -> None:
    answer = client.get(path).text

    assert f'<a href="/incidents/{told.pk}#report-{told.pk}">Read on</a>' in answer
    assert len(answer) < len(LINE * 500)


def test_the_page_of_an_incident_has_all_of_it(client: Client, told: Incident) -> None:
    answer = client.get(f"/incidents/{told.pk}").text

    assert answer.count("Payment declined") >= 500
    assert "Read on" not in answer


def test_an_update_goes_on_where_it_stands(client: Client, told: Incident, alice: Actor) -> None:
    update = incidents.post_update(
        told.pk, by=alice, status=IncidentStatus.WATCHING, message=LINE * 500
    )

    answer = client.get("/").text

    assert f'<a href="/incidents/{told.pk}#update-{update.pk}">Read on</a>' in answer
