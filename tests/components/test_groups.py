from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from signalpost.components import operations
from signalpost.components.models import Component, Group
from signalpost.events.models import Event
from signalpost.kernel.actor import GUEST, Actor
from signalpost.kernel.errors import Invalid, NotFound
from tests.live import until


@pytest.fixture
def sites(alice: Actor) -> Group:
    return operations.create_group(by=alice, name="Sites", position=3)


class TestCreateGroup:
    def test_a_group_is_open_and_visible(self, sites: Group) -> None:
        assert (sites.collapsed, sites.visible, sites.position) == (0, True, 3)

    def test_it_is_written_in_the_book(self, sites: Group) -> None:
        assert Event.objects.get(kind="group.created").facts == {"name": "Sites"}

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"name": " "}, "name"),
            ({"name": "x" * 501}, "name"),
            ({"collapsed": 5}, "collapsed"),
            ({"collapsed": -1}, "collapsed"),
        ],
    )
    def test_what_cannot_be_right_is_refused_by_field(
        self, alice: Actor, given: dict[str, object], field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            operations.create_group(by=alice, **{"name": "Sites"} | given)

        assert refused.value.field == field
        assert not Group.objects.exists()

    def test_a_hidden_group_is_the_teams(self, sites: Group, alice: Actor, victor: Actor) -> None:
        operations.edit_group(sites.pk, by=alice, visible=False)

        assert not Group.objects.seen_by(GUEST).exists()
        assert Group.objects.seen_by(victor).exists()


class TestEditGroup:
    def test_what_is_given_changes(self, sites: Group, alice: Actor) -> None:
        operations.edit_group(sites.pk, by=alice, name="Shops", collapsed=2)

        group = Group.objects.get()
        assert (group.name, group.collapsed, group.position) == ("Shops", 2, 3)

    def test_the_book_says_what_changed(self, sites: Group, alice: Actor) -> None:
        operations.edit_group(sites.pk, by=alice, name="Shops", position=3)

        assert Event.objects.get(kind="group.edited").facts == {
            "name": "Shops",
            "changed": {"name": ["Sites", "Shops"]},
        }

    def test_what_is_so_already_changes_nothing(self, sites: Group, alice: Actor) -> None:
        operations.edit_group(sites.pk, by=alice, name="Sites")

        assert not Event.objects.filter(kind="group.edited").exists()

    def test_an_unknown_group_is_not_found(self, alice: Actor) -> None:
        with pytest.raises(NotFound, match="No group with id 9"):
            operations.edit_group(9, by=alice, name="Shops")


class TestDeleteGroup:
    def test_its_components_stand_ungrouped(self, sites: Group, alice: Actor) -> None:
        component = operations.create(by=alice, name="API", group_id=sites.pk)

        operations.delete_group(sites.pk, by=alice)

        assert not Group.objects.exists()
        assert Component.objects.get().group is None
        assert Event.objects.get(kind="group.deleted").facts == {
            "name": "Sites",
            "components": [component.pk],
        }

    def test_an_unknown_group_is_not_found(self, alice: Actor) -> None:
        with pytest.raises(NotFound, match="No group with id 9"):
            operations.delete_group(9, by=alice)

    @pytest.mark.django_db(transaction=True)
    def test_the_book_names_what_is_put_in_meanwhile(self, sites: Group, alice: Actor) -> None:
        component = operations.create(by=alice, name="API")

        def delete() -> None:
            operations.delete_group(sites.pk, by=alice)
            connection.close()

        deleting = threading.Thread(target=delete)
        with transaction.atomic():
            operations.revise(operations.lock(component.pk), group_id=sites.pk)
            deleting.start()
            until(_somebody_waits, what="the deletion waits for what is put in")
        deleting.join()

        assert Event.objects.get(kind="group.deleted").facts["components"] == [component.pk]


def _somebody_waits() -> bool:
    if connection.vendor == "sqlite":  # there is one writer at a time
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchone()[0])
