from __future__ import annotations

import pytest

from signalpost.kernel.actor import Actor
from signalpost.metrics import operations
from signalpost.metrics.choices import Calculation, View, Visibility
from signalpost.metrics.models import Metric
from tests.cachet_api.conftest import Api, data, details, ids

KEYS = [
    "id", "name", "suffix", "description", "default_value", "calc_type", "display_chart",
    "places", "default_view", "threshold", "order", "visible", "created_at", "updated_at",
    "default_view_name",
]  # fmt: skip

NEEDED = {"name": "Latency", "suffix": "ms", "default_value": 0}


@pytest.fixture
def latency(alice: Actor) -> Metric:
    return operations.create(by=alice, name="Latency", suffix="ms")


def test_a_metric_reads_as_the_contract_says(api: Api) -> None:
    made = data(api.post("/metrics", NEEDED))

    assert list(made)[: len(KEYS)] == KEYS
    assert (
        made.items()
        >= {
            "name": "Latency",
            "suffix": "ms",
            "description": "",
            "default_value": 0,
            "calc_type": 0,
            "display_chart": True,
            "places": 2,
            "default_view": 1,
            "threshold": 5,
            "order": 0,
            "visible": 1,
            "default_view_name": "Last 12 Hours",
        }.items()
    )
    assert data(api.get(f"/metrics/{made['id']}")) == made


def test_everything_that_is_given_is_kept(api: Api) -> None:
    given = {
        "name": "Orders",
        "suffix": "orders",
        "description": "Per minute.",
        "default_value": 7,
        "calc_type": 1,
        "display_chart": False,
        "places": 4,
        "default_view": 3,
        "threshold": 10,
        "order": 2,
        "visible": 0,
    }

    made = data(api.post("/metrics", given))

    assert made.items() >= given.items()
    assert made["default_view_name"] == "Month"
    kept = Metric.objects.get(pk=made["id"])
    assert kept.calculation == Calculation.AVERAGE
    assert kept.default_view == View.MONTH
    assert kept.visibility == Visibility.TEAM


def test_an_empty_create_asks_for_name_suffix_and_default_value(api: Api) -> None:
    assert details(api.post("/metrics")) == [
        "The name field is required.",
        "The suffix field is required.",
        "The default value field is required.",
    ]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", 5, "The name must be a string."),
        ("suffix", "", "The suffix field is required."),
        ("description", [], "The description must be a string."),
        ("default_value", 1.5, "The default value must be an integer."),
        ("default_value", "abc", "The default value must be an integer."),
        ("default_value", 10**12, "The default value may not be greater than 2147483647."),
        ("calc_type", 2, "The calc type must be between 0 and 1."),
        ("calc_type", None, "The calc type field is required."),
        ("display_chart", "maybe", "The display chart must be an integer."),
        ("places", 5, "The places must be between 0 and 4."),
        ("default_view", 4, "The default view must be between 0 and 3."),
        ("threshold", 0, "Threshold must divide by 60."),
        ("threshold", 7, "Threshold must divide by 60."),
        ("threshold", -5, "Threshold must divide by 60."),
        ("order", "first", "The order must be an integer."),
        ("visible", 3, "The visible must be between 0 and 2."),
    ],
)
def test_a_wrong_value_is_refused_with_a_sentence(
    api: Api, field: str, value: object, sentence: str
) -> None:
    assert details(api.post("/metrics", NEEDED | {field: value})) == [sentence]

    assert not Metric.objects.exists()


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (True, True), (False, False), (1, True), (0, False), ("0", False), ("1", True),
        ("True", True), ("False", False),
    ],
)  # fmt: skip
def test_display_chart_is_a_number_or_a_boolean(api: Api, given: object, shown: bool) -> None:
    made = data(api.post("/metrics", NEEDED | {"display_chart": given}))

    assert made["display_chart"] is shown


@pytest.mark.parametrize(
    ("given", "view"),
    [({}, 1), ({"view": 2}, 2), ({"view": 2, "default_view": 0}, 0), ({"default_view": 3}, 3)],
)
def test_the_default_view_may_go_by_its_older_name(
    api: Api, given: dict[str, int], view: int
) -> None:
    assert data(api.post("/metrics", NEEDED | given))["default_view"] == view


def test_a_create_may_stand_in_the_query_string_alone(api: Api) -> None:
    made = data(api.send("POST", "/metrics", query={"display_chart": "False"} | NEEDED))

    assert (made["name"], made["display_chart"]) == ("Latency", False)


def test_an_edit_changes_what_is_given_and_nothing_else(api: Api, latency: Metric) -> None:
    before = data(api.get(f"/metrics/{latency.pk}"))

    given = {"places": "3", "default_view": 2.0, "visible": 2, "calc_type": 1}
    changed = data(api.put(f"/metrics/{latency.pk}", given))

    expected = {"places": 3, "default_view": 2, "default_view_name": "Week"}
    expected |= {"visible": 2, "calc_type": 1}
    expected |= {name: changed[name] for name in ("updated_at", "updated_at_iso")}
    assert changed == before | expected


def test_an_edit_takes_a_default_with_decimals_and_shows_it_whole(
    api: Api, latency: Metric
) -> None:
    changed = data(api.put(f"/metrics/{latency.pk}", {"default_value": 2.75}))

    assert changed["default_value"] == 2
    latency.refresh_from_db()
    assert latency.default_value == 2.75


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "The name is required."),
        ("default_value", "much", "The default value must be a number."),
        ("default_value", True, "The default value must be a number."),
        ("default_value", 1e15, "The default value must be between"),
        ("places", 4.5, "The places may not be greater than 4."),
        ("default_view", -1, "The default view must be at least 0."),
        ("threshold", 0, "Threshold must divide by 60."),
    ],
)
def test_an_edit_refuses_what_cannot_be(
    api: Api, latency: Metric, field: str, value: object, sentence: str
) -> None:
    [refusal] = details(api.put(f"/metrics/{latency.pk}", {field: value}))

    assert refusal.startswith(sentence)


def test_a_deleted_metric_is_gone_with_its_points(api: Api, latency: Metric) -> None:
    data(api.post(f"/metrics/{latency.pk}/points", {"value": 1}))

    assert api.delete(f"/metrics/{latency.pk}").status_code == 204

    assert api.get(f"/metrics/{latency.pk}").status_code == 404
    assert api.get(f"/metrics/{latency.pk}/points").status_code == 404


def test_both_addresses_are_the_same_metrics(api: Api, latency: Metric) -> None:
    made = data(api.post("/incidents/metrics", NEEDED))

    assert ids(api.get("/metrics", sort="id", order="asc")) == [latency.pk, made["id"]]
    assert data(api.get(f"/incidents/metrics/{made['id']}")) == made
    assert data(api.put(f"/incidents/metrics/{made['id']}", {"name": "New"}))["name"] == "New"
    assert api.delete(f"/incidents/metrics/{made['id']}").status_code == 204


class TestWhoMay:
    @pytest.fixture(autouse=True)
    def _three(self, alice: Actor) -> None:
        self.ids = {
            visibility: operations.create(
                by=alice, name=visibility, suffix="ms", visibility=visibility
            ).pk
            for visibility in (Visibility.EVERYBODY, Visibility.TEAM, Visibility.NOBODY)
        }

    def test_a_guest_lists_those_for_everybody_and_a_token_all(
        self, guest: Api, api: Api, viewing: Api, measuring: Api
    ) -> None:
        assert ids(guest.get("/metrics")) == [self.ids[Visibility.EVERYBODY]]
        for someone in (api, viewing, measuring):
            assert ids(someone.get("/metrics")) == list(self.ids.values())

    @pytest.mark.parametrize("hidden", [Visibility.TEAM, Visibility.NOBODY])
    def test_what_a_guest_does_not_see_is_missing_for_reads_and_writes(
        self, guest: Api, api: Api, hidden: Visibility
    ) -> None:
        path = f"/metrics/{self.ids[hidden]}"

        answers = [
            guest.get(path),
            guest.put(path, {"name": "x"}),
            guest.delete(path),
            guest.get(f"{path}/points"),
            guest.post(f"{path}/points", {"value": 1}),
            guest.post(f"{path}/points/batch", {"points": [{"value": 1}]}),
        ]

        assert [answer.status_code for answer in answers] == [404] * 6
        assert api.get(path).status_code == 200
        assert api.get(f"{path}/points").status_code == 200

    def test_guests_viewers_and_keys_that_only_read_write_nothing(
        self, guest: Api, viewing: Api, reading: Api
    ) -> None:
        path = f"/metrics/{self.ids[Visibility.EVERYBODY]}"

        for someone, status in ((guest, 401), (viewing, 403), (reading, 403)):
            answers = [
                someone.post("/metrics", NEEDED),
                someone.put(path, {"name": "x"}),
                someone.delete(path),
                someone.post(f"{path}/points", {"value": 1}),
                someone.post(f"{path}/points/batch", {"points": [{"value": 1}]}),
            ]
            assert [answer.status_code for answer in answers] == [status] * 5

    def test_a_key_for_metrics_alone_writes_points_also_where_guests_see_none(
        self, measuring: Api
    ) -> None:
        path = f"/metrics/{self.ids[Visibility.NOBODY]}/points"

        assert data(measuring.post(path, {"value": 1}))["value"] == 1


class TestLists:
    @pytest.fixture(autouse=True)
    def _three(self, alice: Actor) -> None:
        made = [
            operations.create(by=alice, suffix="ms", **fields)
            for fields in (
                {"name": "b", "default_value": 9, "visibility": "nobody", "position": 1},
                {"name": "c", "default_value": 10, "calculation": "average", "position": 3},
                {"name": "a", "display_chart": False, "visibility": "team", "position": 2},
            )
        ]
        self.ids = [metric.pk for metric in made]

    @pytest.mark.parametrize(
        ("query", "places"),
        [
            ({}, [0, 1, 2]),
            ({"sort": "name", "order": "asc"}, [2, 0, 1]),
            ({"sort": "name"}, [1, 0, 2]),
            ({"sort": "default_value", "order": "asc"}, [2, 0, 1]),
            ({"sort": "calc_type"}, [1, 2, 0]),
            ({"sort": "visible", "order": "asc"}, [2, 1, 0]),
            ({"sort": "order", "order": "asc"}, [0, 2, 1]),
            ({"sort": "display_chart", "order": "asc"}, [2, 0, 1]),
            ({"sort": "suffix"}, [0, 1, 2]),
            ({"name": "a"}, [0, 1, 2]),
            ({"per_page": 2, "page": 2}, [2]),
        ],
    )
    def test_it_sorts_and_pages_and_does_not_filter(
        self, api: Api, query: dict[str, object], places: list[int]
    ) -> None:
        assert [self.ids.index(pk) for pk in ids(api.get("/metrics", **query))] == places
