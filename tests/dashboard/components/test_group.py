from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from signalpost.components import operations
from signalpost.components.models import Component, Group

GROUPS = "/dashboard/components/groups/"


def save(client: Client, group: Group, sent: dict[str, str]) -> HttpResponse:
    """The form, opened and sent with these values."""
    opened = client.get(f"{GROUPS}{group.pk}/").context["form"]
    return client.post(f"{GROUPS}{group.pk}/", {"as_of": opened["as_of"].value()} | sent)


def test_a_new_group_stands_behind_the_others(browser, mia):
    operations.create_group(by=mia, name="Platform", position=3)

    browser(mia).post(f"{GROUPS}new/", {"name": "Shop", "collapsed": "2", "visible": "on"})

    group = Group.objects.get(name="Shop")
    assert (group.position, group.collapsed, group.visible) == (4, 2, True)


@pytest.mark.parametrize("sent", [{"name": ""}, {"name": "x" * 501}])
def test_a_name_that_cannot_be_stands_beside_its_field(browser, mia, sent):
    answer = browser(mia).post(f"{GROUPS}new/", {"collapsed": "0"} | sent)

    assert answer.status_code == 422
    assert "name" in answer.context["form"].errors
    assert not Group.objects.exists()


def test_what_is_not_ticked_is_hidden(browser, mia):
    group = operations.create_group(by=mia, name="Shop", visible=True)

    save(browser(mia), group, {"name": "Shops", "collapsed": "1"})

    group.refresh_from_db()
    assert (group.name, group.collapsed, group.visible) == ("Shops", 1, False)


def test_a_number_of_cachets_stays_while_it_means_the_same(browser, mia):
    group = operations.create_group(by=mia, name="Shop", collapsed=4)

    save(browser(mia), group, {"name": "Shops", "collapsed": "2"})

    group.refresh_from_db()
    assert (group.name, group.collapsed) == ("Shops", 4)


def test_before_it_is_deleted_its_components_are_named(browser, mia):
    group = operations.create_group(by=mia, name="Shop")
    operations.create(by=mia, name="Website", group_id=group.pk)

    answer = browser(mia).get(f"{GROUPS}{group.pk}/delete/")

    assert "<li>Website</li>" in answer.text


def test_its_components_stay_when_it_is_deleted(browser, mia):
    group = operations.create_group(by=mia, name="Shop")
    operations.create(by=mia, name="Website", group_id=group.pk)

    browser(mia).post(f"{GROUPS}{group.pk}/delete/")

    assert not Group.objects.exists()
    assert Component.objects.standing().get().group is None


def test_what_somebody_changed_meanwhile_is_shown_and_not_undone(browser, mia, alice):
    group = operations.create_group(by=mia, name="Shop")
    client = browser(mia)
    opened = client.get(f"{GROUPS}{group.pk}/").context["form"]["as_of"].value()
    operations.edit_group(group.pk, by=alice, name="Store")

    answer = save(client, group, {"name": "Shops", "collapsed": "0", "as_of": opened})

    group.refresh_from_db()
    assert answer.status_code == 422
    assert [deed.changes for deed in answer.context["form"].deeds] == [(("Name", "Shop", "Store"),)]
    assert group.name == "Store"
