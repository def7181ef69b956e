"""No English is left on any page: in Arabic and Japanese, Latin letters give it away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import timezone

from signalpost.components import operations as components
from signalpost.components.statuses import ComponentStatus
from signalpost.incidents import operations as incidents
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations as maintenance
from signalpost.maintenance.statuses import WindowStatus
from signalpost.site import operations as site

pytestmark = pytest.mark.django_db

#: What is called the same in every language.
NAMES = {"Signalpost", "API", "RSS", "Atom", "JSON", "iCalendar", "UTC"}
READ = {"aria-label", "title", "alt", "placeholder"}
SHARED = {"description", "og:title", "og:description", "og:site_name"}
WORD = re.compile(r"[A-Za-z]{2,}")
SENTENCE = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")
#: What a script or the name of a parameter stands in for.
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|^[a-z_]+: ")


class Reader(HTMLParser):
    """What visitors, their screen readers and scripts are told, and where the page leads."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.sentences: list[str] = []
        self.links: list[str] = []
        self._foreign = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag != "html" and "lang" in given:
            self._foreign = tag
        self.words += [value for name, value in given.items() if name in READ]
        self.sentences += [value for name, value in given.items() if name.startswith("data-")]
        if given.get("name", given.get("property")) in SHARED:
            self.words.append(given["content"])
        if tag == "a" and "hreflang" not in given:
            self.links.append(given["href"])

    def handle_endtag(self, tag: str) -> None:
        if tag == self._foreign:
            self._foreign = ""

    def handle_data(self, text: str) -> None:
        if not self._foreign:
            self.words.append(text)

    def english(self) -> Iterator[str]:
        for text in self.words:
            if set(WORD.findall(PLACEHOLDER.sub("", text))) - NAMES:
                yield text.strip()
        for text in self.sentences:
            if SENTENCE.search(PLACEHOLDER.sub("", text)):
                yield text


@pytest.fixture
def everything(alice: Actor) -> None:
    """Something of each kind, named in Greek."""
    now = timezone.now()
    site.change(by=alice, name="Βορράς", about="Γειά", address="http://testserver")
    group = components.create_group(by=alice, name="Ομάδα", visible=True)
    shown = [
        components.create(
            by=alice, name="Μέρος", description="Λόγια", group_id=group.pk, status=status
        )
        for status in ComponentStatus
        if status != ComponentStatus.UNDER_MAINTENANCE
    ]
    loose = components.create(by=alice, name="Άλλο")
    for status in IncidentStatus:
        if status != IncidentStatus.SCHEDULED:
            told = incidents.report(
                by=alice,
                name="Συμβάν",
                message="Λόγια",
                impacts={shown[0].pk: ComponentStatus.MAJOR_OUTAGE},
                occurred_at=now - timedelta(days=1, hours=2),
                stickied=True,
            )
            incidents.post_update(told.pk, by=alice, status=status, message="Λόγια")
    incidents.report(by=alice, name="Γυμνό", message="Λόγια")
    for hours, ends_in, status in (
        (-9, -8, WindowStatus.COMPLETE),
        (-1, 2, WindowStatus.IN_PROGRESS),
        (-1, None, WindowStatus.IN_PROGRESS),
        *((hours, hours + 1, WindowStatus.UPCOMING) for hours in range(1, 7)),
    ):
        maintenance.plan(
            by=alice,
            name="Έργα",
            message="Λόγια",
            starts_at=now + timedelta(hours=hours),
            ends_at=None if ends_in is None else now + timedelta(hours=ends_in),
            status=status,
            components={loose.pk: None},
        )


@pytest.mark.parametrize("language", ["ar", "ja"])
@pytest.mark.usefixtures("everything")
def test_no_page_that_can_be_reached_has_english_on_it(client: Client, language: str) -> None:
    found = dict(_english(client, f"/{language}/"))

    assert not found


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(
    "path",
    [
        "?start_date=2026-01-01",
        "?start_date=x",
        "history?q=Έργα",
        "history?component=999",
        "history?group=999",
        "history?component=x",
        "history?status=x",
        "history?month=x",
        f"history?q={'ω' * 101}",
        "nothing",
    ],
)
def test_no_answer_to_a_question_is_in_english(client: Client, path: str) -> None:
    reader = _read(client, f"/ar/{path}")

    assert not list(reader.english())


def _english(client: Client, start: str) -> Iterator[tuple[str, list[str]]]:
    """By address, of all pages that are linked from there on."""
    known, waiting = {start}, [start]
    while waiting:
        path = waiting.pop()
        reader = _read(client, path)
        if left := list(reader.english()):
            yield path, left
        linked = {link.partition("#")[0] for link in reader.links if link.startswith(start)}
        waiting += linked - known
        known |= linked


def _read(client: Client, path: str) -> Reader:
    reader = Reader()
    answer = client.get(path)
    if answer["Content-Type"].startswith("text/html"):
        reader.feed(re.sub(r"(?s)<(script|svg)\b.*?</\1>", "", answer.text))
    return reader
