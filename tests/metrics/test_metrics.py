"""Beginning, changing and removing a metric, and who sees it."""

from __future__ import annotations

import pytest

from signalpost.accounts import access
from signalpost.accounts.roles import Role, Scope
from signalpost.events.models import Event
from signalpost.kernel.actor import GUEST, Actor
from signalpost.kernel.errors import Invalid, NotFound
from signalpost.metrics import operations
from signalpost.metrics.choices import Visibility
from signalpost.metrics.models import Metric, MinuteRollup, Point, QuarterRollup


def test_each_change_is_in_the_book(alice: Actor) -> None:
    metric = operations.create(by=alice, name="Latency", suffix="ms")
    operations.edit(metric.pk, by=alice, name="Response time")
    operations.delete(metric.pk, by=alice)

    kinds = Event.objects.filter(kind__startswith="metric.").order_by("version")
    assert list(kinds.values_list("kind", "facts__name")) == [
        ("metric.created", "Latency"),
        ("metric.edited", "Response time"),
        ("metric.deleted", "Response time"),
    ]


def test_an_edit_that_changes_nothing_is_not(latency: Metric, alice: Actor) -> None:
    operations.edit(latency.pk, by=alice, name="Latency", default_value=0)

    assert not Event.objects.filter(kind="metric.edited").exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "  ", "The name is required"),
        ("threshold", 0, "Threshold must divide by 60"),
        ("threshold", 7, "Threshold must divide by 60"),
        ("threshold", -5, "Threshold must divide by 60"),
        ("threshold", 120, "Threshold must divide by 60"),
        ("places", 5, "between 0 and 4"),
        ("default_value", 1e15, "The default value must be between"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    latency: Metric, alice: Actor, field: str, value: object, sentence: str
) -> None:
    with pytest.raises(Invalid, match=sentence) as refused:
        operations.edit(latency.pk, by=alice, **{field: value})

    assert refused.value.field == field
    assert not Event.objects.filter(kind="metric.edited").exists()


def test_a_deleted_metric_is_not_found(latency: Metric, alice: Actor) -> None:
    operations.delete(latency.pk, by=alice)

    with pytest.raises(NotFound):
        operations.add_point(latency.pk, by=alice, value=1)


def test_what_a_deleted_one_leaves_is_cleared_away_bit_by_bit(
    latency: Metric, orders: Metric, alice: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "CLEARED_AT_ONCE", 2)
    for metric in (latency, orders):
        operations.add_points(metric.pk, by=alice, measured=[(1, None), (2, None), (3, None)])
    operations.delete(latency.pk, by=alice)

    left = []
    while Metric.objects.filter(pk=latency.pk).exists():
        left.append(latency.points.count())
        operations.clear_away()

    assert left == [3, 1, 0, 0, 0]
    assert {Point.objects.count(), orders.points.count()} == {3}
    assert MinuteRollup.objects.count() == QuarterRollup.objects.count() == 1


def test_there_may_be_nothing_to_clear_away(latency: Metric) -> None:
    operations.clear_away()

    assert Metric.objects.get() == latency


@pytest.mark.parametrize("visibility", Visibility)
def test_guests_see_only_what_is_for_everybody(
    latency: Metric, alice: Actor, victor: Actor, visibility: Visibility
) -> None:
    operations.edit(latency.pk, by=alice, visibility=visibility)
    key_of_a_machine = Actor("token", "push", powers=access.powers(Role.MEMBER, Scope.METRICS))

    def sees(viewer: Actor) -> bool:
        return Metric.objects.seen_by(viewer).filter(pk=latency.pk).exists()

    assert sees(victor)
    assert sees(key_of_a_machine)
    assert sees(GUEST) == (visibility is Visibility.EVERYBODY)
