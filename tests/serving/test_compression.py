from __future__ import annotations

import gzip

import brotli
import pytest

from signalpost.serving.compression import compressed
from signalpost.serving.refusals import Answer

PAGE = b"<p>All systems operational</p>" * 100
HEADERS = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "public, max-age=30",
    "content-length": str(len(PAGE)),
    "etag": '"abc"',
    "vary": "Accept-Language",
}


def page(body: bytes = PAGE, **changed: str) -> Answer:
    headers = HEADERS | {name.replace("_", "-"): value for name, value in changed.items()}
    raw = [(name.encode(), value.encode()) for name, value in headers.items() if value]
    return Answer(200, raw, body)


def header(answer: Answer, name: bytes) -> bytes:
    return dict(answer.headers).get(name, b"")


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", b"br"),
        ("gzip", b"gzip"),
        ("br;q=0, gzip;q=0.5", b"gzip"),
        ("br; q=0.0", b""),
        ("identity", b""),
        ("", b""),
    ],
)
def test_the_best_coding_that_is_accepted_is_taken(accepted: str, coding: bytes) -> None:
    assert header(compressed(page(), accepted), b"content-encoding") == coding


@pytest.mark.parametrize(
    ("accepted", "read"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_what_arrives_is_the_page(accepted: str, read) -> None:
    answer = compressed(page(), accepted)

    assert read(answer.body) == PAGE
    assert header(answer, b"content-length") == str(len(answer.body)).encode()


def test_caches_are_told_that_the_answer_varies_also_where_it_is_plain() -> None:
    assert header(compressed(page(), ""), b"vary") == b"Accept-Language, Accept-Encoding"


def test_the_tag_of_what_is_not_the_same_bytes_is_weak() -> None:
    tags = [header(compressed(page(etag=tag), "br"), b"etag") for tag in ('"abc"', 'W/"abc"')]

    assert tags == [b'W/"abc"', b'W/"abc"']


@pytest.mark.parametrize(
    "answer",
    [
        page(cache_control="private, no-cache"),
        page(set_cookie="session=1"),
        page(content_encoding="br"),
        page(content_type="image/png"),
        page(body=b"<p>ok</p>"),
    ],
    ids=["for one person", "with a cookie", "compressed already", "a picture", "short"],
)
def test_what_gains_nothing_or_must_not_be_stays_as_it_is(answer: Answer) -> None:
    assert compressed(answer, "br") is answer
