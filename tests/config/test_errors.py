from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from signalpost.config import errors
from signalpost.site.models import Site


@pytest.mark.django_db
def test_an_unknown_address_is_a_page_that_leads_back(client: Client, northwind: Site) -> None:
    answer = client.get("/nothing/here")

    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.text
    assert '<a class="button" href="/">' in answer.text


def test_a_failure_is_told_without_the_database(rf: RequestFactory) -> None:
    answer = errors.server_error(rf.get("/"))  # no database is allowed in this test

    assert answer.status_code == 500
    assert "Something went wrong here" in answer.text


def test_a_missing_database_is_told_with_when_to_come_again(rf: RequestFactory) -> None:
    answer = errors.unavailable(rf.get("/"))

    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "cannot read its data" in answer.text


def test_the_sentence_arrives_even_when_the_page_cannot_be_drawn(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise ValueError("Missing staticfiles manifest entry")

    monkeypatch.setattr(errors, "render_to_string", fail)

    answer = errors.server_error(rf.get("/"))

    assert answer.status_code == 500
    assert answer["Content-Type"].startswith("text/plain")
    assert "Something went wrong here" in answer.text


def test_the_api_is_told_in_its_own_words(rf: RequestFactory) -> None:
    answer = errors.not_found(rf.get("/api/v1/nothing"))

    assert answer["Content-Type"] == "application/json"
