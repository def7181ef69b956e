"""Public answers in fewer bytes, as far as the visitor's browser reads them.

What is meant for one person alone stays as it is: how well a secret compresses beside words that
somebody else has chosen would tell of it.
"""

from __future__ import annotations

import gzip

import brotli

from signalpost.serving.refusals import Answer

#: Below this a header more costs what it saves.
_SMALLEST = 600
#: Of 11 and of 9: what takes longer saves little more.
_BROTLI, _GZIP = 5, 6
_KINDS = (
    b"text/",
    b"application/json",
    b"application/xml",
    b"application/rss",
    b"application/atom",
    b"application/feed",
    b"image/svg",
)


def compressed(answer: Answer, accepted: str) -> Answer:
    """The answer in the best coding of an `Accept-Encoding` (RFC 9110, section 12.5.3)."""
    headers = dict(answer.headers)
    if not _is_for_everybody(headers) or len(answer.body) < _SMALLEST:
        return answer
    vary = b", ".join(filter(None, (headers.get(b"vary"), b"Accept-Encoding")))
    changed = {b"vary": vary}
    body = answer.body
    codings = _codings(accepted)
    if "br" in codings:
        body = brotli.compress(body, quality=_BROTLI)
        changed |= {b"content-encoding": b"br"}
    elif "gzip" in codings:
        body = gzip.compress(body, _GZIP, mtime=0)
        changed |= {b"content-encoding": b"gzip"}
    if len(changed) > 1:
        changed |= {b"content-length": str(len(body)).encode()}
        tag = headers.get(b"etag", b"")
        if tag and not tag.startswith(b"W/"):  # the same content, and not byte by byte
            changed |= {b"etag": b"W/" + tag}
    kept = [(name, value) for name, value in answer.headers if name not in changed]
    return Answer(answer.status, [*kept, *changed.items()], body)


def _is_for_everybody(headers: dict[bytes, bytes]) -> bool:
    return (
        b"public" in headers.get(b"cache-control", b"")
        and b"content-encoding" not in headers
        and b"set-cookie" not in headers
        and headers.get(b"content-type", b"").startswith(_KINDS)
    )


def _codings(accepted: str) -> set[str]:
    """Those that are named and not refused by a weight of 0."""
    wanted = (one.partition(";") for one in accepted.lower().replace(" ", "").split(","))
    return {name for name, _, weight in wanted if weight.rstrip("0.") != "q="}
