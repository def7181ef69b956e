"""How this door opens: the order of checks of contract section 2, and who may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from signalpost.accounts import authentication
from signalpost.cachet_api import answers, lists, parameters, words
from signalpost.cachet_api.fields import Form, Refused
from signalpost.kernel import zones
from signalpost.kernel.actor import GUEST, Actor
from signalpost.kernel.errors import Conflict, DomainError, Forbidden, NotFound, Throttled
from signalpost.site.models import Site

_ACCEPTED = ("*/*", "*", "application/*", "application/json")


class Call:
    """One request to the API: who asks, what was given, and in which zone to speak."""

    def __init__(self, request: HttpRequest, verb: Verb) -> None:
        self.request = request
        self.verb = verb
        self.site: Site = request.here  # type: ignore[attr-defined]
        self.at = timezone.now()

    @cached_property
    def by(self) -> Actor:
        """GUEST without credentials, and with wrong ones too: public routes ignore those."""
        headers = self.request.headers
        known = authentication.by_headers(
            headers.get("X-Cachet-Token", "").strip(),
            headers.get("Authorization", "").strip(),
            address=self.request.META["REMOTE_ADDR"],
            demands_second_factor=self.site.demands_second_factor,
        )
        return known or GUEST

    @property
    def is_guest(self) -> bool:
        return self.by is GUEST

    @cached_property
    def given(self) -> parameters.Given:
        known: parameters.Given | None = getattr(self.request, "given", None)
        return known or parameters.read(self.request)

    @cached_property
    def zone(self) -> ZoneInfo:
        """Contract 1.7: the Time-Zone header, else the site's; a name unknown is ignored."""
        wish = self.request.headers.get("Time-Zone", "").strip()
        return zones.named(wish) or self.site.zone

    @cached_property
    def base(self) -> str:
        """Scheme and host for absolute addresses."""
        return self.site.address or f"{self.request.scheme}://{self.request.get_host()}"

    def text(self, name: str) -> str:
        """A parameter of a list as text; "" where there is none."""
        value = self.given.parameters.get(name, "")
        return str(value).strip() if isinstance(value, str | int) else ""

    @property
    def is_public(self) -> bool:
        """A guest's read that its address alone describes: others may get the same answer."""
        return self.is_guest and self.request.META.get("CONTENT_LENGTH") in (None, "", "0")

    def read(self) -> dict[str, Any]:
        """What was given for a write; Refused with sentences."""
        form = self.verb.form
        if self.given.is_garbled and not self.given.parameters:
            form.read({})  # missing fields are the better answer where there are any
            raise Refused("The body must be a JSON object.")
        values = form.read(self.given.parameters)
        return {name: self._in_zone(value) for name, value in values.items()}

    def _in_zone(self, value: Any) -> Any:
        """A date that names no zone is in the one of the request (contract 1.7)."""
        if isinstance(value, datetime) and value.tzinfo is None:
            return value.replace(tzinfo=self.zone)
        return value

    def moment(self, value: Any) -> str | None:
        return words.moment(value, self.zone)


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
        try:
            return self._respond(Call(request, verb), ids, is_read=method == "GET")
        except Throttled as error:
            return answers.error(429, [error.message], Retry_After=str(error.wait))

    def _respond(self, call: Call, ids: dict[str, int], *, is_read: bool) -> HttpResponse:
        try:
            subjects = (self.find(call, **ids),) if self.find else ()
        except NotFound:
            return answers.error(404)
        refusal = _refusal(call, call.verb)
        if refusal:
            return answers.error(refusal)
        return _answer(call, call.verb, subjects, is_read=is_read)


def unknown_route(request: HttpRequest) -> HttpResponse:
    return answers.error(404)


def _refusal(call: Call, verb: Verb) -> int:
    accept = call.request.headers.get("Accept", "").lower()
    kinds = [kind.partition(";")[0].strip() for kind in accept.split(",")]
    if accept.strip() and not any(kind in _ACCEPTED for kind in kinds):
        return 406
    needs_somebody = verb.power or (call.site.always_authenticate and not verb.is_always_open)
    if needs_somebody and call.is_guest:
        return 401
    if needs_somebody and not call.by.powers:  # Basic, where a second factor is due
        return 403
    if verb.power and not call.by.may(verb.power):
        return 403
    return 0


def _answer(call: Call, verb: Verb, subjects: tuple[Model, ...], *, is_read: bool) -> HttpResponse:
    try:
        response = verb.handler(call, *subjects)
    except Refused as refused:
        return answers.error(400, refused.details)
    except DomainError as error:
        return _refused(error)
    if not is_read:
        return answers.for_credentials(response, is_item=False)
    if call.is_public:
        return answers.for_guest(call.request, response, cache=verb.cache)
    return answers.for_credentials(response, is_item=verb.is_item)


def _refused(error: DomainError) -> HttpResponse:
    if isinstance(error, NotFound):
        return answers.error(404)
    if isinstance(error, Forbidden):
        return answers.error(403, [error.message])
    if isinstance(error, Conflict):
        return answers.error(409, [error.message])
    field = words.FIELD.get(error.field or "", error.field or "").replace("_", " ")
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
