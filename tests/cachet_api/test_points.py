from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from signalpost.kernel.actor import Actor
from signalpost.metrics import operations
from signalpost.metrics.models import Metric, Point
from tests.cachet_api.conftest import Api, data, details, ids, meta

KEYS = ["id", "metric_id", "value", "counter", "created_at", "updated_at", "calculated_value"]

NOW = datetime(2024, 1, 15, 10, 0, 40, tzinfo=UTC)
SECONDS = int(NOW.timestamp())


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def latency(alice: Actor) -> Metric:
    return operations.create(by=alice, name="Latency", suffix="ms")


@pytest.fixture
def path(latency: Metric) -> str:
    return f"/metrics/{latency.pk}/points"


def test_a_point_reads_as_the_contract_says(api: Api, path: str, latency: Metric) -> None:
    made = data(api.post(path, {"value": 12.5}))

    assert list(made)[: len(KEYS)] == KEYS
    assert (
        made.items()
        >= {
            "id": made["id"],
            "metric_id": latency.pk,
            "value": 12.5,
            "counter": 1,
            "created_at": "2024-01-15 10:00:30",
            "updated_at": "2024-01-15 10:00:40",
            "calculated_value": 12.5,
        }.items()
    )


def test_the_same_value_raises_the_counter(api: Api, path: str) -> None:
    first = data(api.post(path, {"value": 12.5}))

    again = data(api.post(path, {"value": "12.5", "timestamp": SECONDS - 86_400}))

    assert again == first | {"counter": 2, "calculated_value": 25}


def test_whole_numbers_are_shown_without_a_fraction(api: Api, path: str) -> None:
    answer = api.post(path, {"value": "10.000"})

    assert b'"value":10,' in answer.content


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, 0), ("1e3", 1000), (".5", 0.5), (" 7 ", 7), (-0.0, 0), ("-0", 0), (1.0005, 1.001),
        (-2.5, -2.5), (999_999_999_999.999, 999_999_999_999.999), ("1e-400", 0),
    ],
)  # fmt: skip
def test_values_are_kept_to_three_decimals(
    api: Api, path: str, value: object, shown: float
) -> None:
    assert data(api.post(path, {"value": value}))["value"] == shown


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("{}", "The value field is required."),
        ('{"value": null}', "The value field is required."),
        ('{"value": ""}', "The value field is required."),
        ('{"value": "abc"}', "The value must be a number."),
        ('{"value": true}', "The value must be a number."),
        ('{"value": [1]}', "The value must be a number."),
        ('{"value": {}}', "The value field is required."),
        ('{"value": "1,5"}', "The value must be a number."),
        ('{"value": "0x10"}', "The value must be a number."),
        ('{"value": "NaN"}', "The value must be a number."),
        ('{"value": "1e99999999999999999999"}', "The value must be a number."),
        ('{"value": NaN}', "The value must be a finite number."),
        ('{"value": 1e999}', "The value must be a finite number."),
        ('{"value": 1e15}', "The value must be between -999999999999.999 and 999999999999.999."),
        ('{"value": 1, "timestamp": "soon"}', "The created at must be an integer."),
        ('{"value": 1, "timestamp": 1.5}', "The created at must be an integer."),
        (
            '{"value": 1, "timestamp": 1700000000000}',
            "The created at is invalid: A date lies between 1900 and 2999.",
        ),
        (
            '{"value": 1, "timestamp": 253402300799}',
            "The created at is invalid: A date lies between 1900 and 2999.",
        ),
        (
            '{"value": 1, "timestamp": "-62135596800"}',
            "The created at is invalid: A date lies between 1900 and 2999.",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    api: Api, path: str, body: str, sentence: str
) -> None:
    assert details(api.send("POST", path, body, "application/json")) == [sentence]

    assert not Point.objects.exists()


@pytest.mark.parametrize("given", [SECONDS - 3_585, str(SECONDS - 3_585)])
def test_a_timestamp_is_rounded_half_up_to_30_seconds(
    api: Api, path: str, given: int | str
) -> None:
    made = data(api.post(path, {"value": 1, "timestamp": given}))

    assert made["created_at"] == "2024-01-15 09:01:00"


def test_times_are_shown_in_the_asked_zone_and_unix_seconds_are_not(api: Api, path: str) -> None:
    headers = {"Time-Zone": "Asia/Kathmandu"}

    made = data(api.post(path, {"value": 1, "timestamp": SECONDS - 10}, **headers))

    assert made["created_at"] == "2024-01-15 15:45:30"


def test_an_edit_takes_text_and_numbers_and_keeps_what_is_omitted(api: Api, path: str) -> None:
    made = data(api.post(path, {"value": 5}))

    earlier = SECONDS - 600
    moved = data(api.put(f"{path}/{made['id']}", {"timestamp": str(earlier)}))
    changed = data(api.put(f"{path}/{made['id']}", {"value": "7.25", "timestamp": earlier}))

    assert (moved["value"], moved["created_at"]) == (5, "2024-01-15 09:50:30")
    assert (changed["value"], changed["created_at"]) == (7.25, "2024-01-15 09:50:30")


def test_an_edit_refuses_a_text_that_is_no_number(api: Api, path: str) -> None:
    made = data(api.post(path, {"value": 5}))

    assert details(api.put(f"{path}/{made['id']}", {"value": "five", "timestamp": "x"})) == [
        "The value must be a number.",
        "The created at must be an integer.",
    ]


def test_a_deleted_point_is_gone(api: Api, path: str) -> None:
    made = data(api.post(path, {"value": 5}))

    assert api.delete(f"{path}/{made['id']}").status_code == 204

    assert ids(api.get(path)) == []
    assert api.delete(f"{path}/{made['id']}").status_code == 404


def test_a_point_of_another_metric_is_a_404(api: Api, path: str, alice: Actor) -> None:
    made = data(api.post(path, {"value": 5}))
    other = operations.create(by=alice, name="Other", suffix="ms")

    answers = [
        api.put(f"/metrics/{other.pk}/points/{made['id']}", {"value": 1}),
        api.delete(f"/metrics/{other.pk}/points/{made['id']}"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_one_point_cannot_be_read(api: Api, path: str) -> None:
    made = data(api.post(path, {"value": 5}))

    answer = api.get(f"{path}/{made['id']}")

    assert (answer.status_code, answer["Allow"]) == (405, "PUT, DELETE")


def test_the_newest_come_first(guest: Api, path: str, latency: Metric, alice: Actor) -> None:
    measured = [(place, NOW - timedelta(minutes=place % 3)) for place in range(6)]
    operations.add_points(latency.pk, by=alice, measured=measured)

    shown = data(guest.get(path, per_page=4))

    assert [point["value"] for point in shown] == [3, 0, 4, 1]
    assert meta(guest.get(path, per_page=4))["pagination"]["total"] == 6


def test_a_list_does_not_count_its_points(api: Api, path: str) -> None:
    data(api.post(path, {"value": 5}))

    with CaptureQueriesContext(connection) as asked:
        api.get(path)

    assert not any("COUNT(" in query["sql"] for query in asked)


def test_the_alias_has_all_the_verbs(api: Api, path: str) -> None:
    alias = f"/incidents{path}"

    made = data(api.post(alias, {"value": 5}))
    data(api.put(f"{alias}/{made['id']}", {"value": 6}))
    data(api.post(f"{alias}/batch", {"points": [{"value": 7}]}))

    assert sorted(point["value"] for point in data(api.get(alias))) == [6, 7]
    assert api.delete(f"{alias}/{made['id']}").status_code == 204


class TestManyAtOnce:
    def test_each_becomes_a_point_of_its_own(self, measuring: Api, path: str) -> None:
        points = [{"value": 1}, {"value": "1", "timestamp": SECONDS - 60}, {"value": 1.5}]

        assert data(measuring.post(f"{path}/batch", {"points": points})) == {"created": 3}

        kept = data(measuring.get(path))
        assert sorted((point["value"], point["counter"]) for point in kept) == [
            (1, 1), (1, 1), (1.5, 1),
        ]  # fmt: skip

    def test_they_may_come_as_form_fields(self, api: Api, path: str) -> None:
        body = "points[0][value]=1&points[1][value]=2"

        answer = api.send("POST", f"{path}/batch", body, "application/x-www-form-urlencoded")

        assert data(answer) == {"created": 2}

    def test_ten_thousand_fit_into_one_request(self, api: Api, path: str) -> None:
        points = [{"value": place / 8, "timestamp": SECONDS - place} for place in range(10_000)]

        assert data(api.post(f"{path}/batch", {"points": points})) == {"created": 10_000}

    @pytest.mark.parametrize(
        ("points", "sentence"),
        [
            (None, "The points field is required."),
            ("1,2", "The points must be an array."),
            ([], "The points field is required."),
            ({"value": 1}, "The points must be a list."),
            ([1], "Of the points, number 1: It must be an object."),
            ([{"value": 1}, {}], "Of the points, number 2: The value field is required."),
            (
                [{"value": 1}, {"value": "x"}],
                "Of the points, number 2: The value must be a number.",
            ),
            (
                [{"value": 1}, {"value": 1, "timestamp": 253402300799}],
                "Of the points, number 2: "
                "The created at is invalid: A date lies between 1900 and 2999.",
            ),
            ([{"value": 1}] * 10_001, "The points may not have more than 10000 items."),
        ],
    )
    def test_one_that_is_wrong_leaves_none(
        self, api: Api, path: str, points: object, sentence: str
    ) -> None:
        assert details(api.post(f"{path}/batch", {"points": points})) == [sentence]

        assert not Point.objects.exists()

    def test_a_body_that_is_no_json_is_refused(self, api: Api, path: str) -> None:
        body = json.dumps({"points": [{"value": 1}]})[:-1]

        answer = api.send("POST", f"{path}/batch", body, "application/json")

        assert details(answer) == ["The points field is required."]
