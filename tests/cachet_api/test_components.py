from __future__ import annotations

import pytest

from signalpost.components import operations as components
from signalpost.components.models import Component, Tag
from signalpost.components.statuses import ComponentStatus as Status
from signalpost.events.models import Event
from signalpost.incidents import operations as incidents
from signalpost.kernel.actor import Actor
from tests.cachet_api.conftest import Api, data, details, ids

KEYS = [
    "id", "name", "description", "link", "status", "order", "group_id", "enabled", "meta",
    "created_at", "updated_at", "deleted_at", "status_name", "tags",
]  # fmt: skip


def test_a_component_has_the_contracts_keys_in_its_order(guest: Api, website: Component) -> None:
    shown = data(guest.get(f"/components/{website.pk}"))

    assert list(shown)[: len(KEYS)] == KEYS


def test_a_plain_component_reads_as_the_contract_says(api: Api) -> None:
    made = data(api.post("/components", {"name": "API", "status": 1}))

    assert {**made, "created_at": "", "updated_at": ""}.items() >= {
        "name": "API",
        "description": "",
        "link": "",
        "status": 1,
        "order": 0,
        "group_id": 0,
        "enabled": True,
        "meta": None,
        "deleted_at": None,
        "status_name": "Operational",
        "tags": {},
    }.items()


def test_everything_that_is_written_is_read_back(api: Api, alice: Actor) -> None:
    group = components.create_group(by=alice, name="Sites")
    written = {
        "name": "API",
        "description": "All of it",
        "link": "https://example.com/a?b=c",
        "status": 3,
        "order": -4,
        "group_id": group.pk,
        "enabled": False,
        "meta": {"owner": {"team": "core"}, "tier": 1},
    }

    made = data(api.post("/components", written | {"tags": "Hello World, edge ,, "}))

    shown = data(api.get(f"/components/{made['id']}"))
    assert shown == made
    assert {name: shown[name] for name in written} == written
    assert shown["tags"] == {"edge": "edge", "hello-world": "Hello World"}


def test_creating_answers_200_and_no_location(api: Api) -> None:
    response = api.post("/components", {"name": "API"})

    assert response.status_code == 200
    assert not response.has_header("Location")


@pytest.mark.parametrize("given", [{}, {"status": None}, {"status": ""}, {"status": "fine"}])
def test_a_status_that_is_no_number_counts_as_unknown_on_create(
    api: Api, given: dict[str, object]
) -> None:
    made = data(api.post("/components", {"name": "API"} | given))

    assert (made["status"], made["status_name"]) == (0, "Unknown")


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (0, "Unknown"),
        (1, "Operational"),
        (2, "Performance Issues"),
        (3, "Partial Outage"),
        (4, "Major Outage"),
    ],
)
def test_every_status_has_its_number_and_name(api: Api, number: int, name: str) -> None:
    made = data(api.post("/components", {"name": "API", "status": number}))

    assert (made["status"], made["status_name"]) == (number, name)


def test_an_empty_create_asks_for_the_name(api: Api) -> None:
    assert details(api.post("/components")) == ["The name field is required."]


def test_explicit_nulls_equal_not_given_on_create(api: Api) -> None:
    """cachet-client sends them for whatever its caller leaves out."""
    nulls = dict.fromkeys(["description", "link", "order", "group_id", "tags"])

    made = data(api.post("/components", {"name": "API", "status": 1} | nulls))

    assert [made[name] for name in nulls] == ["", "", 0, 0, {}]


def test_explicit_nulls_change_nothing_on_edit(api: Api, alice: Actor) -> None:
    group = components.create_group(by=alice, name="Sites")
    before = {"description": "All", "link": "https://a.example", "order": 3, "group_id": group.pk}
    made = data(api.post("/components", {"name": "API", "tags": "edge"} | before))

    nulls = dict.fromkeys([*before, "tags", "enabled"])
    changed = data(api.put(f"/components/{made['id']}", {"status": 1} | nulls))

    assert {name: changed[name] for name in before} == before
    assert changed["tags"] == {"edge": "edge"}
    assert changed["enabled"] is True


def test_enabled_null_is_false_on_create(api: Api) -> None:
    assert data(api.post("/components", {"name": "API", "enabled": None}))["enabled"] is False


@pytest.mark.parametrize("word", ["True", "true", "1", 1, True, "yes"])
def test_truthy_words_enable_on_create(api: Api, word: object) -> None:
    assert data(api.post("/components", {"name": "API", "enabled": word}))["enabled"] is True


@pytest.mark.parametrize("word", ["False", "false", "0", 0, False, "no", "OFF", "", []])
def test_falsy_words_disable_on_create(api: Api, word: object) -> None:
    assert data(api.post("/components", {"name": "API", "enabled": word}))["enabled"] is False


def test_on_edit_enabled_is_strict(api: Api, website: Component) -> None:
    response = api.put(f"/components/{website.pk}", {"enabled": "true"})

    assert details(response) == ["The enabled field must be true or false."]


def test_a_blank_name_is_refused_on_edit(api: Api, website: Component) -> None:
    assert "name" in details(api.put(f"/components/{website.pk}", {"name": " "}))[0]


def test_a_blank_description_and_link_empty_them(api: Api) -> None:
    made = data(
        api.post("/components", {"name": "API", "description": "x", "link": "https://a.example"})
    )

    changed = data(api.put(f"/components/{made['id']}", {"description": "", "link": " "}))

    assert (changed["description"], changed["link"]) == ("", "")


@pytest.mark.parametrize("link", ["example.com", "//example.com", "https://", "a b", 5, ["x"]])
def test_a_link_is_an_absolute_address(api: Api, link: object) -> None:
    response = api.post("/components", {"name": "API", "link": link})

    assert details(response) == ["The link format is invalid."]


def test_tags_are_replaced_on_edit(api: Api) -> None:
    made = data(api.post("/components", {"name": "API", "tags": "a,b"}))

    changed = data(api.put(f"/components/{made['id']}", {"tags": "b,c"}))

    assert changed["tags"] == {"b": "b", "c": "c"}


def test_tags_keep_the_order_in_which_they_are_given(api: Api) -> None:
    api.post("/components", {"name": "Site", "tags": "a,b"})
    made = data(api.post("/components", {"name": "API", "tags": "c,b,a"}))

    assert list(made["tags"]) == ["c", "b", "a"]


def test_an_empty_string_of_tags_is_not_given(api: Api) -> None:
    made = data(api.post("/components", {"name": "API", "tags": "a"}))

    assert data(api.put(f"/components/{made['id']}", {"tags": ""}))["tags"] == {"a": "a"}


def test_tags_are_shared_by_their_name(api: Api) -> None:
    api.post("/components", {"name": "API", "tags": "Edge"})
    api.post("/components", {"name": "Site", "tags": "Edge"})

    assert Tag.objects.count() == 1


def test_tags_as_an_array_are_refused(api: Api) -> None:
    response = api.post("/components", {"name": "API", "tags": ["a"]})

    assert details(response) == ["The tags must be a string."]


def test_meta_is_replaced_as_a_whole(api: Api) -> None:
    made = data(api.post("/components", {"name": "API", "meta": {"a": 1}}))

    assert data(api.put(f"/components/{made['id']}", {"meta": {"b": 2}}))["meta"] == {"b": 2}


def test_meta_drops_nulls_inside(api: Api) -> None:
    made = data(api.post("/components", {"name": "API", "meta": {"a": None, "b": [1, None]}}))

    assert made["meta"] == {"b": [1]}


def test_meta_that_is_no_array_is_refused(api: Api) -> None:
    response = api.post("/components", {"name": "API", "meta": "x"})

    assert details(response) == ["The meta must be an array."]


def test_a_status_stated_by_a_client_ends_what_incidents_said(
    api: Api, website: Component, alice: Actor
) -> None:
    incidents.report(by=alice, name="Down", message="…", impacts={website.pk: Status.MAJOR_OUTAGE})
    assert data(api.get(f"/components/{website.pk}"))["status"] == 4

    changed = data(api.put(f"/components/{website.pk}", {"status": 2}))

    assert changed["status"] == 2


def test_silent_is_kept_with_the_change(api: Api, website: Component) -> None:
    api.put(f"/components/{website.pk}", {"status": 2, "silent": True})

    assert Event.objects.get(kind="component.status_changed").facts["silent"] is True


def test_an_edit_without_a_status_leaves_it(api: Api, website: Component) -> None:
    changed = data(api.put(f"/components/{website.pk}", {"name": "Site"}))

    assert (changed["name"], changed["status"]) == ("Site", 1)


def test_an_unknown_group_is_refused(api: Api) -> None:
    response = api.post("/components", {"name": "API", "group_id": 99})

    assert details(response) == ["The group id is invalid: No group with id 99."]
    assert not Component.objects.exists()


def test_a_component_leaves_its_group_with_0(api: Api, alice: Actor) -> None:
    group = components.create_group(by=alice, name="Sites")
    made = data(api.post("/components", {"name": "API", "group_id": group.pk}))

    assert data(api.put(f"/components/{made['id']}", {"group_id": 0}))["group_id"] == 0


def test_a_deleted_component_is_gone_and_named_by_its_incidents(
    api: Api, website: Component
) -> None:
    pair = {"component_id": website.pk, "component_status": 4}
    down = data(api.post("/incidents", {"name": "Down", "message": "…", "status": 1} | pair))

    response = api.delete(f"/components/{website.pk}")

    assert (response.status_code, response.content) == (204, b"")
    assert not response.has_header("Content-Type")
    assert api.get(f"/components/{website.pk}").status_code == 404
    assert api.delete(f"/components/{website.pk}").status_code == 404
    assert ids(api.get("/components")) == []
    assert data(api.get(f"/incidents/{down['id']}"))["component_id"] == website.pk


def test_tags_that_are_called_alike_in_addresses_are_told_apart(api: Api) -> None:
    first = data(api.post("/components", {"name": "A", "tags": "Q0++"}))
    second = data(api.post("/components", {"name": "B", "tags": "Q0#, Q0++"}))

    assert first["tags"] == {"q0": "Q0++"}
    assert second["tags"] == {"q0-2": "Q0#", "q0": "Q0++"}
    assert ids(api.get("/components", tags="q0-2")) == [second["id"]]


def test_a_tag_is_the_same_in_any_case(api: Api) -> None:
    api.post("/components", {"name": "A", "tags": "Größe"})
    made = data(api.post("/components", {"name": "B", "tags": "GRÖßE"}))

    assert made["tags"] == {"größe": "Größe"}


def test_long_tags_that_begin_alike_are_told_apart(api: Api) -> None:
    long = "x" * 199
    made = data(api.post("/components", {"name": "A", "tags": f"{long}+,{long}#"}))

    assert list(made["tags"].values()) == [f"{long}+", f"{long}#"]


def test_a_deleted_component_lets_go_of_its_tags(api: Api) -> None:
    made = data(api.post("/components", {"name": "API", "tags": "edge"}))

    api.delete(f"/components/{made['id']}")

    assert not Tag.objects.get().components.exists()


def test_guests_get_no_disabled_components(
    guest: Api, api: Api, viewing: Api, website: Component, checkout: Component, alice: Actor
) -> None:
    incidents.state_component(website.pk, by=alice, enabled=False)

    assert ids(guest.get("/components")) == [checkout.pk]
    assert guest.get(f"/components/{website.pk}").status_code == 404
    assert ids(api.get("/components")) == [website.pk, checkout.pk]
    assert viewing.get(f"/components/{website.pk}").status_code == 200


def test_guests_get_components_of_hidden_groups(
    guest: Api, website: Component, alice: Actor
) -> None:
    hidden = components.create_group(by=alice, name="Inside", visible=False)
    incidents.state_component(website.pk, by=alice, group_id=hidden.pk)

    assert ids(guest.get("/components")) == [website.pk]


def test_a_guests_write_to_a_disabled_component_is_a_404(
    guest: Api, website: Component, alice: Actor
) -> None:
    incidents.state_component(website.pk, by=alice, enabled=False)

    assert guest.put(f"/components/{website.pk}", {"status": 4}).status_code == 404


class TestFilters:
    @pytest.fixture(autouse=True)
    def _several(self, api: Api, alice: Actor) -> None:
        group = components.create_group(by=alice, name="Sites")
        rows = [
            {"name": "API", "status": 1, "order": 2, "group_id": group.pk, "tags": "edge,core"},
            {"name": "Shop", "status": 4, "order": 1, "enabled": False, "tags": "core"},
            {"name": "api", "status": 2, "order": 3},
        ]
        self.ids = [data(api.post("/components", row))["id"] for row in rows]
        self.group_id = group.pk

    def _places(self, api: Api, **query: object) -> list[int]:
        return [self.ids.index(pk) for pk in ids(api.get("/components", **query))]

    @pytest.mark.parametrize(
        ("query", "places"),
        [
            ({}, [0, 1, 2]),
            ({"status": 4}, [1]),
            ({"status": 9}, []),
            ({"name": "aPi"}, [0, 2]),
            ({"name": "ap"}, []),
            ({"enabled": "True"}, [0, 2]),
            ({"enabled": 0}, [1]),
            ({"enabled": "false"}, [1]),
            ({"group_id": 0}, [1, 2]),
            ({"tags": "core"}, [0, 1]),
            ({"tags[]": ["edge", "core"]}, [0, 1]),
            ({"tags": "unknown"}, []),
            ({"tags": "core", "enabled": 1}, [0]),
            ({"name": "api", "status": 2}, [2]),
            ({"status": 1, "foo": 1}, [0]),
            ({"foo": 1}, [0, 1, 2]),
            ({"sort": "order", "order": "asc"}, [1, 0, 2]),
            ({"sort": "order", "order": "desc"}, [2, 0, 1]),
            ({"sort": "order"}, [2, 0, 1]),
            ({"sort": "status", "order": "asc"}, [0, 2, 1]),
            ({"sort": "enabled", "order": "asc"}, [1, 0, 2]),
            ({"sort": "enabled", "order": "desc"}, [2, 0, 1]),
            ({"sort": "group_id", "order": "asc"}, [1, 2, 0]),
            ({"sort": "group_id", "order": "desc"}, [0, 2, 1]),
            ({"sort": "link"}, [0, 1, 2]),
            ({"order": "desc"}, [0, 1, 2]),
        ],
    )
    def test_lists_filter_and_sort(
        self, api: Api, query: dict[str, object], places: list[int]
    ) -> None:
        assert self._places(api, **query) == places

    def test_by_id_and_group(self, api: Api) -> None:
        assert self._places(api, id=self.ids[1]) == [1]
        assert self._places(api, group_id=self.group_id) == [0]

    def test_a_filtered_list_has_pages(self, api: Api) -> None:
        assert self._places(api, name="api", per_page=1, page=2) == [2]

    def test_a_guest_who_asks_for_disabled_ones_gets_none(self, guest: Api) -> None:
        assert ids(guest.get("/components", enabled=0)) == []

    def test_it_sorts_and_filters_by_what_is_shown(self, api: Api, alice: Actor) -> None:
        said = {self.ids[0]: Status.PARTIAL_OUTAGE}
        incidents.report(by=alice, name="Down", message="…", impacts=said)

        assert self._places(api, status=3) == [0]
        assert self._places(api, sort="status", order="desc") == [1, 0, 2]
