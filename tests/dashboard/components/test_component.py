from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from signalpost.components import operations
from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.events.models import Event
from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Impact
from signalpost.kernel.numbers import LARGEST
from signalpost.maintenance import operations as maintenance

LIST = "/dashboard/components/"


def address(component: Component, rest: str = "") -> str:
    return f"{LIST}{component.pk}/{rest}"


def as_shown(browser, component: Component) -> dict[str, object]:
    """What the form of a component would send if nothing was touched."""
    return values_of(browser.get(address(component)))


def values_of(answer) -> dict[str, object]:
    """What the form of an answer would send."""
    form = answer.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


class TestAdding:
    def test_it_is_on_the_list_behind_the_others_of_its_group(self, browser, mia):
        group = operations.create_group(by=mia, name="Shop")
        operations.create(by=mia, name="Website", group_id=group.pk, position=4)
        sent = {
            "name": "Checkout",
            "group": group.pk,
            "description": "Baskets and **payments**",
            "link": "shop.example.com",
            "tags": "eu, payments, eu",
            "enabled": "on",
            "status": "performance",
        }

        answer = browser(mia).post(f"{LIST}new/", sent)

        added = Component.objects.get(name="Checkout")
        assert answer["Location"] == LIST
        assert (added.group, added.position, added.enabled) == (group, 5, True)
        assert added.link == "https://shop.example.com"
        assert added.status == ComponentStatus.PERFORMANCE_ISSUES
        assert sorted(tag.name for tag in added.tags.all()) == ["eu", "payments"]

    def test_behind_the_last_place_there_is_it_shares_that(self, browser, mia):
        operations.create(by=mia, name="Website", position=LARGEST)

        browser(mia).post(f"{LIST}new/", {"name": "Checkout"})

        assert Component.objects.get(name="Checkout").position == LARGEST

    def test_what_was_typed_stays_beside_what_is_wrong(self, browser, mia):
        answer = browser(mia).post(f"{LIST}new/", {"name": " ", "description": "Baskets"})

        assert answer.status_code == 422
        assert answer.context["form"].errors["name"] == ["This field is required."]
        assert ">\nBaskets</textarea>" in answer.text
        assert not Component.objects.exists()

    def test_a_group_that_is_gone_is_no_choice(self, browser, mia):
        answer = browser(mia).post(f"{LIST}new/", {"name": "Checkout", "group": "99"})

        assert "group" in answer.context["form"].errors
        assert not Component.objects.exists()

    def test_the_group_that_it_was_added_from_is_chosen(self, browser, mia):
        group = operations.create_group(by=mia, name="Shop")

        answer = browser(mia).get(f"{LIST}new/?group={group.pk}")

        assert f'<option value="{group.pk}" selected>Shop</option>' in answer.text


class TestEditing:
    def test_what_is_sent_as_it_was_shown_changes_nothing(self, browser, mia):
        component = operations.create(by=mia, name="Website", tags=["b", "a"], enabled=False)
        client = browser(mia)

        client.post(address(component), as_shown(client, component))

        assert not Event.objects.filter(kind__startswith="component.e").exists()
        assert not Event.objects.filter(kind="component.status_changed").exists()

    def test_an_incident_goes_on_speaking_while_no_status_is_chosen(self, browser, mia, website):
        incidents.report(
            by=mia, name="Slow", message="…", impacts={website.pk: ComponentStatus.MAJOR_OUTAGE}
        )
        client = browser(mia)

        client.post(address(website), as_shown(client, website) | {"name": "Home page"})

        assert Component.objects.get().name == "Home page"
        assert Impact.objects.get().ended_at is None

    def test_a_status_that_is_chosen_ends_what_incidents_said(self, browser, mia, website):
        incidents.report(
            by=mia, name="Slow", message="…", impacts={website.pk: ComponentStatus.MAJOR_OUTAGE}
        )
        client = browser(mia)

        client.post(address(website), as_shown(client, website) | {"status": "operational"})

        assert Impact.objects.get().ended_at

    def test_what_somebody_changed_meanwhile_is_shown_and_not_undone(
        self, browser, mia, alice, website
    ):
        group = operations.create_group(by=alice, name="Shop")
        client = browser(mia)
        shown = as_shown(client, website)
        incidents.state_component(website.pk, by=alice, tags=["eu"], group_id=group.pk)

        answer = client.post(address(website), shown | {"name": "Home page"})

        website.refresh_from_db()
        [deed] = answer.context["form"].deeds
        assert answer.status_code == 422
        assert set(deed.changes) == {("Group", "None", "Shop"), ("Tags", "empty", "eu")}
        assert answer.context["form"]["name"].value() == "Home page"
        assert (website.name, website.group, website.tag_names()) == ("Website", group, ["eu"])

    def test_it_is_written_when_it_is_sent_once_more(self, browser, mia, alice, website):
        client = browser(mia)
        shown = as_shown(client, website)
        incidents.state_component(website.pk, by=alice, status=ComponentStatus.MAJOR_OUTAGE)
        refused = client.post(address(website), shown | {"name": "Home page"})

        again = {"as_of": refused.context["form"]["as_of"].value()}
        client.post(address(website), shown | {"name": "Home page"} | again)

        website.refresh_from_db()
        assert (website.name, website.status) == ("Home page", ComponentStatus.MAJOR_OUTAGE)

    def test_sent_again_as_it_comes_back_it_undoes_nothing(self, browser, mia, alice, website):
        group = operations.create_group(by=alice, name="Shop")
        client = browser(mia)
        shown = as_shown(client, website)
        incidents.state_component(website.pk, by=alice, tags=["eu"], group_id=group.pk)

        refused = client.post(address(website), shown | {"name": "Home page"})
        client.post(address(website), values_of(refused))

        website.refresh_from_db()
        assert website.name == "Home page"
        assert (website.group, website.tag_names()) == (group, ["eu"])

    def test_maintenance_cannot_be_stated(self, browser, mia, website):
        answer = browser(mia).post(address(website), {"name": "Website", "status": "maintenance"})

        assert "status" in answer.context["form"].errors

    def test_in_another_group_it_comes_last(self, browser, mia, website):
        group = operations.create_group(by=mia, name="Shop")
        operations.create(by=mia, name="Checkout", group_id=group.pk, position=7)
        client = browser(mia)

        client.post(address(website), as_shown(client, website) | {"group": group.pk})

        website.refresh_from_db()
        assert (website.group, website.position) == (group, 8)


class TestDeleting:
    def test_it_says_first_what_goes_with_it(self, browser, mia, website):
        incidents.report(
            by=mia,
            name="Payments failing",
            message="…",
            impacts={website.pk: ComponentStatus.MAJOR_OUTAGE},
        )
        maintenance.plan(
            by=mia,
            name="Database upgrade",
            starts_at=timezone.now() + timedelta(days=1),
            components={website.pk: None},
        )

        answer = browser(mia).get(address(website, "delete/"))

        assert "Payments failing" in answer.text
        assert "Database upgrade" in answer.text
        assert Component.objects.standing().exists()

    def test_it_is_off_every_list(self, browser, mia, website):
        answer = browser(mia).post(address(website, "delete/"))

        assert answer["Location"] == LIST
        assert not Component.objects.standing().exists()

    @pytest.mark.parametrize("rest", ["", "delete/"])
    def test_what_is_deleted_has_no_screen(self, browser, mia, website, rest):
        operations.delete(website.pk, by=mia)

        assert browser(mia).get(address(website, rest)).status_code == 404


def test_a_hostile_name_is_only_text(browser, mia):
    operations.create(by=mia, name='"><script>alert(1)</script>', description="<img src=x>")

    page = browser(mia).get(LIST).text

    assert "<script>alert" not in page
    assert "<img src=x>" not in page


def test_the_list_says_a_description_without_its_marks(browser, mia):
    operations.create(by=mia, name="Cart", description="Baskets and **payments**")

    assert "Baskets and payments" in browser(mia).get(LIST).text


def test_a_viewer_looks_and_finds_no_buttons(browser, victor, website):
    page = browser(victor).get(LIST).text

    assert "Website" in page
    assert address(website) not in page
    assert "Move Website up" not in page


def test_the_list_says_how_each_is(browser, victor, mia, website, checkout):
    incidents.report(
        by=mia, name="Slow", message="…", impacts={website.pk: ComponentStatus.MAJOR_OUTAGE}
    )

    sections = browser(victor).get(LIST).context["sections"]

    said = {row.component.name: row.status for section in sections for row in section.rows}
    assert said == {"Website": "major", "Checkout": "operational"}
