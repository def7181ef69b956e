from __future__ import annotations

from signalpost.components import operations
from signalpost.components.models import Component, Group
from signalpost.events.models import Event


def in_order() -> list[str]:
    rows = Component.objects.order_by("group__position", "position", "pk")
    return [f"{row.group or '-'}/{row}" for row in rows.select_related("group")]


def test_components_and_groups_stand_where_they_were_put(alice, website, checkout):
    shop = operations.create_group(by=alice, name="Shop")
    rest = operations.create_group(by=alice, name="Rest")

    operations.arrange({rest.pk: [checkout.pk], shop.pk: [website.pk]}, by=alice)

    assert in_order() == ["Rest/Checkout", "Shop/Website"]
    assert list(Group.objects.order_by("position")) == [rest, shop]


def test_it_is_one_event_with_what_changed(alice, website, checkout):
    shop = operations.create_group(by=alice, name="Shop")

    operations.arrange({shop.pk: [checkout.pk]}, by=alice)

    facts = Event.objects.get(kind="components.arranged").facts
    assert facts["changed"] == {
        str(shop.pk): [[], [checkout.pk]],
        "0": [[website.pk, checkout.pk], [website.pk]],
    }


def test_the_same_order_is_no_change(alice, website, checkout):
    operations.arrange({None: [website.pk, checkout.pk]}, by=alice)

    assert not Event.objects.filter(kind="components.arranged").exists()


def test_what_was_deleted_meanwhile_is_left_out(alice, website, checkout):
    operations.delete(website.pk, by=alice)

    operations.arrange({None: [checkout.pk, website.pk]}, by=alice)

    website.refresh_from_db()
    assert website.position == 0


def test_a_status_stays_as_it_was_said(alice, website, checkout):
    before = website.asserted_at

    operations.arrange({None: [checkout.pk, website.pk]}, by=alice)

    website.refresh_from_db()
    assert (website.position, website.asserted_at) == (2, before)
