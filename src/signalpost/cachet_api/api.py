"""How this door opens: the order of checks of contract section 2, and who may."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from signalpost.cachet_api import answers, idempotency, lists, words
from signalpost.cachet_api.call import Call
from signalpost.cachet_api.fields import Form, Refused
from signalpost.kernel.errors import Conflict, DomainError, Forbidden, NotFound, Throttled
from signalpost.kernel.precondition import Precondition, always

_ACCEPTED = ("*/*", "*", "application/*", "application/json")
_KIND_OF_JSON = re.compile(r"application/[a-z0-9.-]+\+json")


Lookup = Callable[..., Model]
Handler = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Verb:
    """A handler, the power it asks for ("" is open to guests), and what it may be given.

    `form` is for writes; a verb with a `query` answers a list. `is_always_open`: also where the
    site asks everyone for a token.
    """

    handler: Handler
    power: str = ""
    form: Form = field(default_factory=Form)
    query: lists.Query | None = None
    is_always_open: bool = False
    cache: str = answers.PUBLIC
    is_item: bool = False


class Outdated(Exception):
    """The item is not any more what If-Match names."""


class Resource:
    """An address: answers its verbs in the contract's order, 404, 406, 401 or 403, then the rest.

    `find(call, **ids)` looks the path's ids up as the asking viewer sees them.
    """

    def __init__(self, find: Lookup | None = None, **verbs: Verb) -> None:
        self.find = find
        self.verbs = verbs

    def __call__(self, request: HttpRequest, **ids: int) -> HttpResponse:
        method = "GET" if request.method == "HEAD" else request.method or ""
        if method == "OPTIONS":
            return _options(self.verbs)
        verb = self.verbs.get(method)
        if verb is None:
            return answers.error(405, Allow=", ".join(_allowed(self.verbs)))
        return self._respond(Call(request, verb), ids, method)

    def _respond(self, call: Call, ids: dict[str, int], method: str) -> HttpResponse:
        try:
            subjects = (self.find(call, **ids),) if self.find else ()
        except NotFound:
            return answers.error(404)
        refusal = _refusal(call, call.verb)
        if refusal:
            return refusal
        if method == "GET":
            return _read(call, subjects)
        if method == "POST":
            return idempotency.once(call, lambda: answers.private(_handled(call, subjects)))
        call.only_if = self._precondition(call, ids)
        return self._tagged(answers.private(_handled(call, subjects)))

    def _precondition(self, call: Call, ids: dict[str, int]) -> Precondition:
        """That what If-Match names is still what a GET would answer (contract 1.6)."""
        wish = call.request.headers.get("If-Match", "").strip()
        if wish in ("", "*"):
            return always

        def is_unchanged() -> None:
            if not answers.is_same(wish, self._shown(call, ids)):
                raise Outdated

        return is_unchanged

    def _shown(self, call: Call, ids: dict[str, int]) -> HttpResponse | None:
        if self.find and self.has_items:
            return self.verbs["GET"].handler(call, self.find(call, **ids))
        return None

    def _tagged(self, response: HttpResponse) -> HttpResponse:
        """An edited item carries the tag for the next edit."""
        return answers.tagged(response) if self.has_items else response

    @property
    def has_items(self) -> bool:
        """Whether what stands here is read one by one, and so has tags."""
        return "GET" in self.verbs and self.verbs["GET"].is_item


def unknown_route(request: HttpRequest) -> HttpResponse:
    return answers.error(404)


def _refusal(call: Call, verb: Verb) -> HttpResponse | None:
    accept = call.request.headers.get("Accept", "").lower()
    kinds = [kind.partition(";")[0].strip() for kind in accept.split(",")]
    if accept.strip() and not any(kind in _ACCEPTED for kind in kinds):
        return _not_acceptable(kinds)
    needs_somebody = verb.power or (call.site.always_authenticate and not verb.is_always_open)
    if needs_somebody and call.is_guest:
        return _throttled(call.throttled) if call.throttled else answers.error(401)
    if needs_somebody and not call.by.powers:  # Basic, where a second factor is due
        return answers.error(403)
    if verb.power and not call.by.may(verb.power):
        return answers.error(403)
    return None


def _not_acceptable(kinds: Sequence[str]) -> HttpResponse:
    """In the first kind of JSON that was asked for (contract 1.6)."""
    response = answers.error(406)
    kind = next((kind for kind in kinds if _KIND_OF_JSON.fullmatch(kind)), None)
    if kind:
        response.headers["Content-Type"] = kind
    return response


def _throttled(refusal: Throttled) -> HttpResponse:
    """Contract 1.9."""
    response = answers.error(429, [refusal.message], Retry_After=str(refusal.wait))
    response.headers["X-RateLimit-Limit"] = str(refusal.limit)
    response.headers["X-RateLimit-Remaining"] = "0"
    return response


def _read(call: Call, subjects: tuple[Model, ...]) -> HttpResponse:
    response = _handled(call, subjects)
    if response.status_code != 200:
        return response
    if call.is_public:
        return answers.for_guest(call.request, response, cache=call.verb.cache)
    response = answers.private(response)
    return answers.tagged(response) if call.verb.is_item and not call.is_guest else response


def _handled(call: Call, subjects: tuple[Model, ...]) -> HttpResponse:
    """Asks the precondition twice: here for operations that do not, and there under the lock."""
    try:
        call.only_if()
        return call.verb.handler(call, *subjects)
    except Outdated:
        return answers.error(412)
    except Refused as refused:
        return answers.error(400, refused.details)
    except DomainError as error:
        return _refused(call, error)


def _refused(call: Call, error: DomainError) -> HttpResponse:
    if isinstance(error, NotFound):
        return answers.error(404)
    if isinstance(error, Forbidden):
        return answers.error(403, [error.message])
    if isinstance(error, Conflict):
        return answers.error(409, [error.message])
    name = error.field or ""
    if name not in call.given.parameters:
        name = words.FIELD.get(name, name)
    field = name.replace("_", " ")
    if not field or field in error.message.lower():
        return answers.error(400, [error.message])
    return answers.error(400, [f"The {field} is invalid: {error.message}"])


def _options(verbs: dict[str, Verb]) -> HttpResponse:
    response = HttpResponse(status=200, headers={"Allow": ",".join(_allowed(verbs))})
    del response.headers["Content-Type"]
    response.headers["Cache-Control"] = answers.PRIVATE
    return response


def _allowed(verbs: dict[str, Verb]) -> list[str]:
    order = ("GET", "HEAD", "POST", "PUT", "DELETE")
    return [name for name in order if name in verbs or (name == "HEAD" and "GET" in verbs)]
