"""With a keyboard alone, on a small screen or on a page that is much enlarged."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from signalpost.accounts import operations as accounts
from signalpost.accounts.roles import Role
from signalpost.incidents.models import Incident
from signalpost.kernel.actor import Actor
from tests.live import PASSWORD
from tests.scenes import states
from tests.scenes.conftest import Open
from tests.scenes.desk import sit_down
from tests.scenes.states import BY

pytestmark = pytest.mark.browser

#: A radio button is drawn by its label. What is hit in its middle, or in its first line, is the
#: element, a part of it, or what it is a part of; anything else stands in front of it.
HIDDEN_FOCUS = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return "";
  const drawn = focused.matches("[type=radio]") ? focused.parentElement : focused;
  const {left, top, width, height} = drawn.getBoundingClientRect();
  const hit = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 24));
  return drawn.contains(hit) || hit?.contains(drawn) ? null : drawn.outerHTML.slice(0, 160);
}"""


@pytest.fixture
def page(new_page: Open) -> Page:
    """Mia's, as small as a laptop's at 400 %, where things do not glide into place."""
    states.partial()
    mia = accounts.create_user(by=BY, email="mia@example.com", password=PASSWORD, role=Role.MEMBER)
    page = new_page(viewport={"width": 360, "height": 640}, reduced_motion="reduce", locale="en-GB")
    return sit_down(page, Actor("user", mia.username, mia.pk))


@pytest.mark.parametrize("path", ["", "incidents/new/", "incidents/{}/update/", "maintenance/new/"])
def test_what_has_the_focus_is_in_sight(page: Page, path: str) -> None:
    page.goto("/dashboard/" + path.format(Incident.objects.latest("pk").pk))

    hidden = []
    for _stop in range(200):
        page.keyboard.press("Tab")
        found = page.evaluate(HIDDEN_FOCUS)
        if found == "":  # past the last stop, which is the browser's own
            break
        hidden += [found] if found else []

    assert not hidden
