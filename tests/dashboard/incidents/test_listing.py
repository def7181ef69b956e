"""The list of incidents: filters, words and pages."""

from __future__ import annotations

import pytest
from django.test import Client

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.dashboard.incidents.listing import ON_A_PAGE
from signalpost.incidents import operations
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from tests.dashboard.conftest import Browser

NAMES = ("Payments failing", "Slow search", "Mails late")


@pytest.fixture
def three(alice: Actor, website: Component) -> None:
    """Payments, open, of the website; search, fixed with a word on the index; mails, hidden."""
    operations.report(
        by=alice,
        name="Payments failing",
        message="Cards are refused.",
        impacts={website.pk: Status.MAJOR_OUTAGE},
    )
    search = operations.report(by=alice, name="Slow search", message="")
    operations.post_update(
        search.pk, by=alice, status=IncidentStatus.FIXED, message="The index is back."
    )
    operations.report(by=alice, name="Mails late", message="", visible=False)


def listed(client: Client, query: str = "") -> set[str]:
    shown = client.get(f"/dashboard/incidents/{query}").text
    return {name for name in NAMES if f"<b>{name}</b>" in shown}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"Payments failing", "Slow search", "Mails late"}),
        ("?status=open", {"Payments failing", "Mails late"}),
        ("?status=fixed", {"Slow search"}),
        ("?q=payments", {"Payments failing"}),
        ("?q=refused", {"Payments failing"}),
        ("?q=index", {"Slow search"}),
        ("?q=nothing+like+it", set()),
        ("?status=nonsense&component=nonsense", {"Payments failing", "Slow search", "Mails late"}),
        ("?page=99", {"Payments failing", "Slow search", "Mails late"}),
    ],
)
def test_filters_leave_what_fits_them(
    mias: Client, three: None, query: str, names: set[str]
) -> None:
    assert listed(mias, query) == names


def test_a_component_leaves_what_touched_it(mias: Client, three: None, website: Component) -> None:
    assert listed(mias, f"?component={website.pk}") == {"Payments failing"}


def test_a_viewer_sees_what_the_team_sees_and_no_buttons(
    browser: Browser, victor: Actor, three: None
) -> None:
    shown = browser(victor).get("/dashboard/incidents/").text

    assert "Payments failing" in shown
    assert "Post update" not in shown


def test_pages_lead_on_with_the_filters_they_have(mias: Client, alice: Actor) -> None:
    for number in range(ON_A_PAGE + 1):
        operations.report(by=alice, name=f"Incident {number}", message="")

    first = mias.get("/dashboard/incidents/?status=open").text
    second = mias.get("/dashboard/incidents/?status=open&page=2").text

    assert 'href="?status=open&amp;page=2"' in first
    assert "<b>Incident 0</b>" not in first
    assert "<b>Incident 0</b>" in second
