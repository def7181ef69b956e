from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.test import Client

from signalpost.components import operations as components
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.kernel import colour
from signalpost.kernel.actor import Actor
from signalpost.kernel.colour import Colour
from signalpost.page import badges

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northwind")]

SVG = "{http://www.w3.org/2000/svg}"


def badge(client: Client, component: Component, style: str = "") -> ElementTree.Element:
    answer = client.get(f"/components/{component.pk}/shield", {"style": style} if style else {})
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content)


def texts(drawn: ElementTree.Element) -> list[str | None]:
    return [text.text for text in drawn.iter(f"{SVG}text")]


@pytest.mark.parametrize("place", ["component", "components"])
def test_it_is_a_picture_that_may_be_kept_for_a_moment(
    client: Client, website: Component, place: str
) -> None:
    answer = client.get(f"/{place}/{website.pk}/shield")

    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Cache-Control"].startswith("public, max-age=")
    assert not answer.cookies


@pytest.mark.parametrize(
    ("status", "name", "fill"),
    [
        (ComponentStatus.OPERATIONAL, "Operational", "#7ed321"),
        (ComponentStatus.PERFORMANCE_ISSUES, "Performance Issues", "#3498db"),
        (ComponentStatus.PARTIAL_OUTAGE, "Partial Outage", "#f7ca18"),
        (ComponentStatus.MAJOR_OUTAGE, "Major Outage", "#ff6f6f"),
        (ComponentStatus.UNKNOWN, "Unknown", "#b0b4bb"),
    ],
)
def test_it_says_how_the_component_is(
    client: Client, alice: Actor, website: Component, status: ComponentStatus, name: str, fill: str
) -> None:
    incidents.state_component(website.pk, by=alice, status=status)

    drawn = badge(client, website)

    assert texts(drawn) == ["Website", name]
    assert fill in [ground.get("fill") for ground in drawn.iter(f"{SVG}rect")]
    assert drawn.get("aria-label") == f"Website: {name}"


def test_it_says_what_the_page_says(client: Client, alice: Actor, website: Component) -> None:
    incidents.report(
        by=alice, name="Down", message="…", impacts={website.pk: ComponentStatus.MAJOR_OUTAGE}
    )

    assert texts(badge(client, website)) == ["Website", "Major Outage"]


@pytest.mark.parametrize("status", badges.COLOURS)
def test_its_words_can_be_read(status: ComponentStatus) -> None:
    ground = Colour.from_hex(badges.COLOURS[status])

    assert colour.contrast(colour.text_on(ground), ground) >= colour.READABLE


def test_styles_differ(client: Client, website: Component) -> None:
    plain, flat, plastic, unknown = (
        ElementTree.tostring(badge(client, website, style))
        for style in ("flat-square", "flat", "plastic", "for-the-badge")
    )

    assert len({plain, flat, plastic}) == 3
    assert unknown == plain == ElementTree.tostring(badge(client, website))


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        '"><g onload="x">',
        "N" * 500,
        "\ufffe\uffffx",
        "日本語",
        "🚨" * 60,
    ],
)
def test_any_name_makes_a_picture(client: Client, alice: Actor, name: str) -> None:
    component = components.create(by=alice, name=name)

    drawn = badge(client, component)

    assert len(texts(drawn)[0] or "") <= badges.LONGEST_NAME
    assert not list(drawn.iter(f"{SVG}script"))


def test_what_visitors_do_not_see_has_none(client: Client, alice: Actor) -> None:
    hidden = components.create(by=alice, name="Hidden", enabled=False)

    assert client.get(f"/component/{hidden.pk}/shield").status_code == 404
    assert client.get("/component/999/shield").status_code == 404
