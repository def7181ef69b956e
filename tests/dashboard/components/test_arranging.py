from __future__ import annotations

import pytest

from signalpost.components import operations
from signalpost.components.models import Component
from signalpost.dashboard.components import arranging, listing
from signalpost.events.models import Event
from signalpost.kernel.errors import Invalid

ADDRESS = "/dashboard/components/arrange/"


def names() -> list[str]:
    return [row.name for row in Component.objects.order_by("position", "pk")]


def test_a_button_moves_one_step_without_scripts(browser, mia, website, checkout):
    order = f"g0 c{website.pk} c{checkout.pk}"

    answer = browser(mia).post(ADDRESS, {"order": order, "move": f"c{checkout.pk}-up"})

    assert answer["Location"] == f"/dashboard/components/#c{checkout.pk}"
    assert names() == ["Checkout", "Website"]


def test_a_dragged_order_comes_back_as_the_part_of_the_page(browser, mia, website, checkout):
    order = f"c{checkout.pk} c{website.pk}"

    answer = browser(mia).post(ADDRESS, {"order": order}, headers={"HX-Request": "true"})

    assert names() == ["Checkout", "Website"]
    assert answer.text.startswith('<form id="arrangement"')
    assert f'value="g0 c{checkout.pk} c{website.pk}"' in answer.text


@pytest.mark.parametrize(
    "sent", [{"order": "x1"}, {"order": "c1", "move": "c1-left"}, {"order": "c" + "9" * 19}]
)
def test_what_is_no_order_is_refused_and_nothing_moves(browser, mia, website, checkout, sent):
    answer = browser(mia).post(ADDRESS, sent)

    assert answer.status_code == 409
    assert names() == ["Website", "Checkout"]


def test_a_viewer_moves_nothing(browser, victor, website, checkout):
    order = f"g0 c{checkout.pk} c{website.pk}"

    answer = browser(victor).post(ADDRESS, {"order": order})

    assert answer.status_code == 403
    assert not Event.objects.filter(kind="components.arranged").exists()


def test_an_order_is_read_as_it_is_written():
    arrangement = {3: [1, 2], 1: [], None: [7]}

    assert arranging.read(listing.written(arrangement)) == arrangement


def test_what_is_no_move_is_refused():
    with pytest.raises(Invalid, match="no way to move"):
        arranging.moved({None: [1]}, "c1-sideways")


def test_the_list_costs_the_same_with_many(browser, mia, django_assert_max_num_queries):
    for place in range(10):
        group = operations.create_group(by=mia, name=f"Region {place}")
        operations.create(by=mia, name="Service", group_id=group.pk, tags=["edge"])
    client = browser(mia)

    with django_assert_max_num_queries(12):
        answer = client.get("/dashboard/components/")

    assert answer.text.count(">Service</a></b>") == 10
