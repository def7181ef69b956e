"""Names that turn a line around, looked for wherever they stand beside other words."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from signalpost.components import operations as components
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations as maintenance
from signalpost.maintenance.statuses import WindowStatus
from signalpost.site import operations as site

TURNED = "\u202eabc \u2066 def"


@pytest.fixture
def ids(alice: Actor) -> dict[str, int]:
    site.change(by=alice, name=TURNED)
    now = timezone.now()
    group = components.create_group(by=alice, name=TURNED, visible=True)
    component = components.create(by=alice, name=TURNED, group_id=group.pk)
    impacts = {component.pk: ComponentStatus.MAJOR_OUTAGE}
    incident = incidents.report(by=alice, name=TURNED, message=TURNED, impacts=impacts)
    incidents.report(by=alice, name=TURNED, message="…", status=IncidentStatus.FIXED)
    window = maintenance.plan(
        by=alice,
        name=TURNED,
        message="…",
        starts_at=now,
        ends_at=now + timedelta(hours=1),
        status=WindowStatus.IN_PROGRESS,
        components={component.pk: None},
    )
    return {
        "group": group.pk,
        "component": component.pk,
        "incident": incident.pk,
        "window": window.pk,
    }


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/history",
        "/groups/{group}",
        "/components/{component}",
        "/components/{component}/shield",
        "/incidents/{incident}",
        "/schedules/{window}",
        "/calendar.ics",
        "/nothing",
    ],
)
def test_no_name_turns_what_stands_beside_it(
    client: Client, ids: dict[str, int], path: str
) -> None:
    answer = client.get(path.format_map(ids)).text

    assert "abc  def" in answer
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", _without_texts(answer))


@pytest.mark.parametrize("path", ["/rss", "/atom", "/feed.json"])
def test_no_title_of_a_feed_turns_around(client: Client, ids: dict[str, int], path: str) -> None:
    answer = client.get(path).text

    titles = re.findall(r'<title>(.*)</title>|"title": "([^"]*)"', answer)
    assert {"".join(title) for title in titles} == {"abc  def"}


def _without_texts(answer: str) -> str:
    """What the team wrote in paragraphs of its own: each ends whatever was begun in it."""
    return re.sub(r"(?s)<p>.*?</p>", "", answer)
