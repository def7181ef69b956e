from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone, translation
from pytest_django.asserts import assertRedirects

from signalpost.components.models import Component
from signalpost.components.statuses import ComponentStatus
from signalpost.config import errors
from signalpost.incidents import operations as incidents
from signalpost.incidents.models import Incident
from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.actor import Actor
from signalpost.maintenance import operations as maintenance
from signalpost.page import languages
from signalpost.page.languages import Choice
from signalpost.site import operations as site
from signalpost.site.models import Site

GERMAN = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}
#: What is no page: files, the API, other sites.
ELSEWHERE = ("/static/", "/api/", "/docs", "http", "#", "?", "data:")


@pytest.fixture
def incident(northwind: Site, alice: Actor, website: Component) -> Incident:
    maintenance.plan(
        by=alice,
        name="Upgrade",
        message="…",
        starts_at=timezone.now() + timedelta(hours=3),
        ends_at=timezone.now() + timedelta(hours=5),
    )
    return incidents.report(
        by=alice, name="42", message="…", impacts={website.pk: ComponentStatus.PARTIAL_OUTAGE}
    )


class TestTheChoice:
    @pytest.mark.parametrize(
        ("path", "accepted", "choice"),
        [
            ("/", "", Choice("es", varies=True)),
            ("/", "de", Choice("de", varies=True)),
            ("/", "de-CH, en;q=0.5", Choice("de", varies=True)),
            ("/", "nl, ja;q=0.8, en;q=0.5", Choice("ja", varies=True)),
            ("/", "fr;q=0.2, ar;q=0.9", Choice("ar", varies=True)),
            ("/", "nl, *", Choice("es", varies=True)),
            ("/", "\x00;;q=,", Choice("es", varies=True)),
            ("/", "x" * 600, Choice("es", varies=True)),
            ("/de/", "fr", Choice("de", is_chosen=True)),
            ("/de/history", "fr", Choice("de", is_chosen=True)),
            ("/de", "fr", Choice("fr", varies=True)),
            ("/nl/history", "fr", Choice("fr", varies=True)),
            ("/deep/history", "fr", Choice("fr", varies=True)),
        ],
    )
    def test_the_address_says_so_or_the_browser_asks(
        self, path: str, accepted: str, choice: Choice
    ) -> None:
        here = Site(language="es", set_up_at=timezone.now())

        assert languages.choose(path, accepted, here=here) == choice

    @pytest.mark.parametrize("path", ["/", "/de/"])
    def test_a_fixed_language_is_everybodys(self, path: str) -> None:
        here = Site(language="es", language_is_fixed=True, set_up_at=timezone.now())

        assert languages.choose(path, "de", here=here) == Choice("es")


@pytest.mark.django_db
class TestAnAnswer:
    def test_it_is_in_the_language_that_the_browser_asks_for(
        self, client: Client, incident: Incident
    ) -> None:
        answer = client.get("/", headers=GERMAN)

        assert '<html lang="de" dir="ltr">' in answer.text
        assert "Einige unserer Systeme sind von einem Ausfall betroffen" in answer.text
        assert answer["Content-Language"] == "de"

    def test_caches_are_told_to_keep_languages_apart(
        self, client: Client, incident: Incident
    ) -> None:
        etag = client.get("/history", headers=GERMAN)["ETag"]

        again = client.get("/history", headers=GERMAN | {"If-None-Match": etag})

        assert again.status_code == 304
        assert again["Vary"] == "Accept-Language"

    def test_one_whose_address_names_the_language_is_the_same_for_all(
        self, client: Client, incident: Incident
    ) -> None:
        answer = client.get("/ar/", headers=GERMAN)

        assert '<html lang="ar" dir="rtl">' in answer.text
        assert "Vary" not in answer

    def test_its_address_is_found_without_the_slash(
        self, client: Client, incident: Incident
    ) -> None:
        assertRedirects(client.get("/de"), "/de/")

    def test_it_sets_no_cookie(self, client: Client, incident: Incident) -> None:
        assert not client.get("/ar/", headers=GERMAN).cookies

    @pytest.mark.parametrize("page", ["", "history", "history?q=4", "incidents/{id}", "nothing"])
    def test_its_links_stay_in_the_language_that_was_chosen(
        self, client: Client, incident: Incident, page: str
    ) -> None:
        text = client.get(f"/de/{page.format(id=incident.pk)}").text

        links = re.findall(r'<(?:a|form)\b[^>]*? (?:href|action)="([^"]*)"([^>]*)', text)
        astray = [
            link
            for link, rest in links
            if "hreflang" not in rest and not link.startswith(("/de/", *ELSEWHERE))
        ]
        assert links
        assert not astray

    def test_its_links_stay_in_it_also_after_one_who_did_not_choose(
        self, client: Client, northwind: Site, website: Component
    ) -> None:
        client.get("/", headers={"accept-language": "de"})

        assert f'href="/de/components/{website.pk}"' in client.get("/de/").text

    def test_it_offers_the_same_page_in_every_language(
        self, client: Client, incident: Incident
    ) -> None:
        text = client.get("/de/history?month=2026-10").text

        offered = dict(re.findall(r'<a href="([^"]*)" lang="(\w+)"', text))
        assert offered == {
            f"/{code}/history?month=2026-10": code for code in ("en", "de", "fr", "es", "ja", "ar")
        }

    def test_search_engines_learn_of_its_translations(
        self, client: Client, alice: Actor, incident: Incident
    ) -> None:
        site.change(by=alice, address="http://testserver")

        text = client.get("/de/history").text

        assert '<link rel="canonical" href="http://testserver/de/history">' in text
        assert '<link rel="alternate" hreflang="ja" href="http://testserver/ja/history">' in text
        assert (
            '<link rel="alternate" hreflang="x-default" href="http://testserver/history">' in text
        )

    def test_a_refusal_is_in_the_language_too(self, client: Client, incident: Incident) -> None:
        assert "Diesen Status gibt es nicht." in client.get("/de/history?status=x").text

    def test_a_page_that_is_not_there_is_missed_in_the_language_too(
        self, client: Client, northwind: Site
    ) -> None:
        answer = client.get("/nothing", headers=GERMAN)

        assert "Unter dieser Adresse gibt es nichts" in answer.text
        assert answer["Vary"] == "Accept-Language"

    def test_when_the_database_is_away_the_browser_alone_is_asked(self, rf: RequestFactory) -> None:
        answer = errors.unavailable(rf.get("/", headers=GERMAN))

        assert "Die Statusseite kann ihre Daten gerade nicht lesen" in answer.text

    def test_the_next_request_is_not_in_the_language_of_the_last(
        self, client: Client, incident: Incident
    ) -> None:
        client.get("/de/")

        assert translation.get_language() == "en"
        assert 'href="/history"' in client.get("/").text


@pytest.mark.django_db
class TestAFixedLanguage:
    @pytest.fixture(autouse=True)
    def _spanish(self, alice: Actor, incident: Incident) -> None:
        site.change(by=alice, language="es", language_is_fixed=True)

    @pytest.mark.parametrize("path", ["/", "/de/"])
    def test_it_is_spoken_to_everybody(self, client: Client, path: str) -> None:
        answer = client.get(path, headers=GERMAN)

        assert '<html lang="es" dir="ltr">' in answer.text
        assert "Vary" not in answer

    def test_no_other_is_offered(self, client: Client) -> None:
        assert "hreflang" not in client.get("/").text


@pytest.mark.django_db
class TestPrograms:
    def test_the_api_speaks_english(self, client: Client, incident: Incident) -> None:
        answer = client.get("/api/v1/components", headers=GERMAN)

        assert answer.json()["data"][0]["status_name"] == "Partial Outage"
        assert "Content-Language" not in answer

    def test_the_api_is_in_no_language(self, client: Client, northwind: Site) -> None:
        assert client.get("/de/api/v1/components").status_code == 404

    def test_the_dashboard_is_in_no_language(self, client: Client, northwind: Site) -> None:
        assert client.get("/de/dashboard/").status_code == 404

    @pytest.mark.parametrize("path", ["/rss", "/atom", "/feed.json"])
    def test_feeds_are_in_the_language_of_the_site(
        self, client: Client, alice: Actor, incident: Incident, path: str
    ) -> None:
        site.change(by=alice, language="fr")
        incidents.post_update(incident.pk, by=alice, status=IncidentStatus.WATCHING, message="…")

        answer = client.get(path, headers=GERMAN)

        assert "Signalé" in answer.text or "Signal\\u00e9" in answer.text
        assert "Accept-Language" not in answer.get("Vary", "")

    def test_a_feed_may_be_asked_for_in_another(
        self, client: Client, alice: Actor, incident: Incident
    ) -> None:
        incidents.post_update(incident.pk, by=alice, status=IncidentStatus.WATCHING, message="…")

        assert "Gemeldet" in client.get("/de/rss").text

    def test_a_poll_is_answered_alike_in_all_languages(
        self, client: Client, northwind: Site
    ) -> None:
        assert "Vary" not in client.get("/version.json", headers=GERMAN)
