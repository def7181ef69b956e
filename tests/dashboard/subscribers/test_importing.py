"""A list of addresses is brought in, once somebody has seen what that would do."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from signalpost.components.models import Component
from signalpost.events.models import Event
from signalpost.kernel.actor import Actor
from signalpost.subscribers.choice import Choice
from signalpost.subscribers.models import Subscriber
from tests.dashboard.conftest import Browser
from tests.dashboard.subscribers.conftest import ALL

IMPORT = f"{ALL}import/"
LIST = b"""address,components,confirmed
ada@example.com,Website,yes
bo@example.com,,
eve@,,
cem@example.com,,no
"""


def choose(client: Client, content: bytes, **said: str) -> HttpResponse:
    file = SimpleUploadedFile("list.csv", content)
    return client.post(IMPORT, {"file": file, **said})  # type: ignore[return-value]


def previewed(client: Client, content: bytes, **said: str) -> str:
    """The address of the preview."""
    return choose(client, content, **said)["Location"]


def figures(client: Client, preview: str) -> dict[str, str]:
    found = re.findall(r"<li><b>([\d,]+)</b> <span>([a-z ]+)</span>", client.get(preview).text)
    return {words: number for number, words in found}


def test_what_it_would_do_is_said_before_anything_is_written(
    mias: Client, bo: Subscriber, website: Component
) -> None:
    preview = previewed(mias, LIST)

    assert figures(mias, preview) == {"new": "2", "known already": "1", "wrong": "1"}
    assert "“eve@” is not an e-mail address." in mias.get(preview).text
    assert "<b>Line 4</b>" in mias.get(preview).text
    assert Subscriber.objects.get() == bo


def test_then_it_is_done_at_once(mias: Client, bo: Subscriber, website: Component) -> None:
    preview = previewed(mias, LIST)

    answer = mias.post(preview, follow=True)

    ada = Subscriber.objects.get(address="ada@example.com")
    assert Choice.made_by(ada) == Choice(False, frozenset([website.pk]))
    assert sorted(Subscriber.objects.waiting().values_list("address", flat=True)) == [
        "bo@example.com",
        "cem@example.com",
    ]
    assert "2 new subscribers. 1 known already stay as they are." in answer.text
    assert Event.objects.get(kind="subscribers.imported").actor_name == "mia"


def test_whoever_vouches_does_so_for_all_of_them(mias: Client) -> None:
    mias.post(previewed(mias, b"ada@example.com\ncem@example.com", vouched="on"))

    assert Subscriber.objects.confirmed().count() == 2


def test_it_is_done_once_however_often_the_button_is_pressed(mias: Client) -> None:
    preview = previewed(mias, b"ada@example.com")

    answers = [mias.post(preview) for _ in range(2)]

    assert [answer["Location"] for answer in answers] == [ALL, ALL]
    assert Event.objects.filter(kind="subscribers.imported").count() == 1


def test_a_preview_is_for_whoever_chose_the_file(
    mias: Client, browser: Browser, alice: Actor
) -> None:
    preview = previewed(mias, b"ada@example.com")
    client = browser(alice)

    assert [client.get(preview).status_code, client.post(preview).status_code] == [409, 409]
    assert not Subscriber.objects.exists()


def test_another_file_takes_the_place_of_the_one_before(mias: Client) -> None:
    first = previewed(mias, b"ada@example.com")
    second = previewed(mias, b"cem@example.com")

    assert "Choose it again" in mias.post(first).text
    assert figures(mias, second)["new"] == "1"


def test_a_file_of_nobody_new_has_no_button(mias: Client, bo: Subscriber) -> None:
    page = mias.get(previewed(mias, b"bo@example.com")).text

    assert "There is nobody to add." in page
    assert '<button class="button primary">' not in page


def test_of_very_many_wrong_lines_the_first_are_shown(mias: Client) -> None:
    preview = previewed(mias, b"address\n" + b"no\n" * 1_000)

    page = mias.get(preview).text
    assert page.count("is not an e-mail address") == 100
    assert "And 900 more." in page


def test_what_a_line_says_is_only_text(mias: Client) -> None:
    page = mias.get(previewed(mias, b"address\n<script>alert(1)</script>")).text

    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"b\xf6@example.com", "Line 1 is not written in UTF-8."),
        (b"name\nBo", "none of them is “address” or “email”"),
        (b'address\n"bo@example.com', "Line 2 cannot be read"),
        (b"\x00" * 100, "none of them is"),
        (b"b" * 9_000_001, "The file is larger than 9 MB."),
    ],
    ids=["empty", "latin", "header", "quote", "nul", "large"],
)
def test_what_is_no_table_is_refused_beside_the_field(
    mias: Client, content: bytes, sentence: str
) -> None:
    answer = choose(mias, content, vouched="on")

    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors["file"])  # type: ignore[attr-defined]
    assert " checked" in answer.text


def test_a_form_without_a_file_asks_for_one(mias: Client) -> None:
    assert "This field is required." in mias.post(IMPORT).text


def test_fifty_megabytes_are_refused_unread_beside_the_field(mias: Client) -> None:
    answer = choose(mias, b"\0" * 50_000_000)

    assert "The file is larger than 9 MB." in mias.get(answer["Location"]).text
