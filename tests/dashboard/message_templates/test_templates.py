"""Message templates at the dashboard."""

from __future__ import annotations

import pytest
from django.test import Client

from signalpost.incidents import templates
from signalpost.incidents.models import MessageTemplate
from signalpost.kernel.actor import Actor

ALL = "/dashboard/templates/"
TYPED = {"name": "Payment trouble", "slug": "", "template": "Cards fail in {{ region }}."}


@pytest.fixture
def trouble(alice: Actor) -> MessageTemplate:
    return templates.create(by=alice, name="Trouble", text="In {{ region }}.")


def opened(client: Client, template: MessageTemplate) -> int:
    """The version that its form is of."""
    form = client.get(f"{ALL}{template.pk}/").context["form"]
    version: int = form["as_of"].value()
    return version


def test_a_new_one_is_kept_under_a_key_made_from_its_name(mias: Client) -> None:
    mias.post(ALL + "new/", TYPED)

    kept = MessageTemplate.objects.get()
    assert (kept.slug, kept.text) == ("payment-trouble", "Cards fail in {{ region }}.")


def test_an_edit_without_a_key_leaves_the_key(mias: Client, trouble: MessageTemplate) -> None:
    mias.post(f"{ALL}{trouble.pk}/", TYPED | {"as_of": opened(mias, trouble)})

    kept = MessageTemplate.objects.get()
    assert (kept.slug, kept.name) == ("trouble", "Payment trouble")


def test_what_somebody_changed_meanwhile_is_shown_and_not_undone(
    mias: Client, alice: Actor, trouble: MessageTemplate
) -> None:
    sent = TYPED | {"as_of": opened(mias, trouble)}
    templates.edit(trouble.pk, by=alice, text="Trouble in {{ region }}.")

    answer = mias.post(f"{ALL}{trouble.pk}/", sent)

    assert answer.status_code == 422
    assert "<del>In {{ region }}.</del> → Trouble in {{ region }}." in answer.text
    assert MessageTemplate.objects.get().text == "Trouble in {{ region }}."


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "This field is required."),
        ({"template": "One\n{% if %}"}, "Line 2: "),
        ({"slug": "trouble"}, "Another template has the slug “trouble”."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
    mias: Client, trouble: MessageTemplate, wrong: dict[str, str], sentence: str
) -> None:
    answer = mias.post(ALL + "new/", TYPED | wrong)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert MessageTemplate.objects.get() == trouble


class TestThePreview:
    def shown(self, client: Client, text: str) -> str:
        return client.post(ALL + "preview/", {"template": text}).text

    def test_variables_stand_for_themselves_marked_and_the_incident_is_made_up(
        self, mias: Client
    ) -> None:
        shown = self.shown(mias, "{{ incident.name }} in **{{ region }}**")

        assert "Payments failing in <strong><mark>region</mark></strong>" in shown

    def test_nothing_is_left_of_a_mark_that_a_filter_cuts(self, mias: Client) -> None:
        shown = self.shown(mias, "{{ region|slice(1) }}!")

        assert "<mark>" not in shown
        assert "\ue001" not in shown

    def test_a_refusal_names_the_line(self, mias: Client) -> None:
        assert "Line 2: " in self.shown(mias, "One\n{% for %}")

    def test_markup_does_nothing(self, mias: Client) -> None:
        assert "<script>" not in self.shown(mias, "<script>alert(1)</script>")


def test_deleting_asks_once(mias: Client, trouble: MessageTemplate) -> None:
    asked = mias.get(f"{ALL}{trouble.pk}/delete/").text
    assert "Programs that name it as “trouble” are refused" in asked
    assert MessageTemplate.objects.exists()

    mias.post(f"{ALL}{trouble.pk}/delete/")

    assert not MessageTemplate.objects.exists()
