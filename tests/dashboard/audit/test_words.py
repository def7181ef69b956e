"""The trail is read by people: it speaks in words, and programs get the names in the table."""

from __future__ import annotations

import pytest

from signalpost.dashboard.audit import words
from signalpost.events.kinds import KINDS


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("incident.update_edited", "Incident update edited"),
        ("window.planned", "Maintenance planned"),
        ("user.disabled", "Person disabled"),
        ("site.mail_changed", "Mail settings changed"),
        ("lighthouse.lit_again", "Lighthouse lit again"),
    ],
)
def test_a_kind_is_said_in_words(kind, said):
    assert words.of(kind) == said


def test_no_two_kinds_of_event_read_the_same():
    assert len({words.of(kind) for kind in KINDS}) == len(KINDS)


def test_every_kind_of_event_has_a_heading_to_be_found_under():
    assert "Other" not in dict(words.choices(KINDS))


def test_a_kind_that_is_not_known_can_be_chosen_as_well():
    assert words.choices(["lighthouse.lit"]) == [("Other", [("lighthouse.lit", "Lighthouse lit")])]
