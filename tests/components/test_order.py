from __future__ import annotations

import pytest

from signalpost.components import order
from signalpost.components.order import Way

STANDING = {1: [10, 11], 2: [20], None: [30]}


@pytest.mark.parametrize(
    ("wanted", "after"),
    [
        pytest.param(STANDING, STANDING, id="as it is"),
        pytest.param({2: [20], 1: [10, 11]}, {2: [20], 1: [10, 11], None: [30]}, id="groups"),
        pytest.param({1: [11, 10]}, {1: [11, 10], 2: [20], None: [30]}, id="components"),
        pytest.param({2: [10]}, {2: [10, 20], 1: [11], None: [30]}, id="into another group"),
        pytest.param({None: [20]}, {1: [10, 11], 2: [], None: [20, 30]}, id="out of groups"),
        pytest.param({1: [99, 11], 9: [10]}, {1: [11, 10], 2: [20], None: [30]}, id="unknown"),
        pytest.param({1: [10, 10], 2: [10]}, {1: [10, 11], 2: [20], None: [30]}, id="twice"),
    ],
)
def test_what_is_wanted_meets_what_is_there(wanted, after):
    reconciled = order.reconciled(wanted, STANDING)

    assert list(reconciled.items()) == list(after.items())


@pytest.mark.parametrize(
    ("component", "way", "after"),
    [
        (11, Way.UP, {1: [11, 10], 2: [20], None: [30]}),
        (10, Way.DOWN, {1: [11, 10], 2: [20], None: [30]}),
        (10, Way.UP, STANDING),
        (11, Way.DOWN, {1: [10], 2: [11, 20], None: [30]}),
        (20, Way.UP, {1: [10, 11, 20], 2: [], None: [30]}),
        (20, Way.DOWN, {1: [10, 11], 2: [], None: [20, 30]}),
        (30, Way.DOWN, STANDING),
        (99, Way.UP, STANDING),
    ],
)
def test_a_component_goes_one_step_and_over_into_the_next_group(component, way, after):
    assert order.with_component_moved(STANDING, component, way) == after


@pytest.mark.parametrize(
    ("group", "way", "groups"),
    [
        (2, Way.UP, [2, 1, None]),
        (1, Way.DOWN, [2, 1, None]),
        (1, Way.UP, [1, 2, None]),
        (2, Way.DOWN, [1, 2, None]),
        (9, Way.UP, [1, 2, None]),
    ],
)
def test_a_group_goes_one_step_and_never_behind_what_is_in_none(group, way, groups):
    assert list(order.with_group_moved(STANDING, group, way)) == groups
