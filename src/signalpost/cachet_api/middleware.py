"""What holds for every address of this door: contract 1.1, 1.8 and the errors of 3.0."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

from django.core.exceptions import (
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db.utils import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from signalpost.cachet_api import answers, parameters
from signalpost.site.models import Site

logger = logging.getLogger(__name__)

Handler = Callable[[HttpRequest], HttpResponse]

ROOT = "/api/v1"
_METHOD = re.compile(r"[A-Z]{1,20}")
_HEADERS = "X-Cachet-Token, Authorization, Content-Type, Time-Zone, If-Match, Idempotency-Key"


def is_ours(path: str) -> bool:
    """Whether this door is asked, and so words the answer, whatever goes wrong."""
    return f"{path}/".startswith(f"{ROOT}/")


class OtherOrigins:
    """CORS on each answer of this door, those included that are given before it is reached."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not is_ours(request.path_info):
            return response
        origin = request.headers.get("Origin", "")
        return answers.to_be_read_from(origin if _allows(request) else "", response)


class CachetDoor:
    """Trailing slashes, method override, preflights, and errors in the contract's body."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_ours(request.path_info):
            return self.get_response(request)
        request.path = request.path_info = _without_slash(request.path_info)
        return _preflight(request) or self._answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return _worded(request, error) if is_ours(request.path_info) else None

    def _answer(self, request: HttpRequest) -> HttpResponse:
        try:
            _override_method(request)
        except SuspiciousOperation as error:
            return _worded(request, error)
        return self.get_response(request)


def _without_slash(path: str) -> str:
    """The door's own address keeps its slash: all others are routed below it."""
    bare = path.rstrip("/")
    return f"{bare}/" if bare == ROOT else bare


def _worded(request: HttpRequest, error: Exception) -> HttpResponse:
    """What went wrong outside of any rule, in the contract's body (3.0)."""
    match error:
        case RequestDataTooBig():
            return answers.error(413)
        case TooManyFieldsSent() | TooManyFilesSent():
            return answers.error(400, ["The form has too many fields."])
        case SuspiciousOperation():
            return answers.error(400, [str(error)])
        case OperationalError() | InterfaceError():
            logger.error("The database does not answer: %s", error)
            return answers.error(503, Retry_After="5")
    logger.error("%s %s failed", request.method, request.path_info, exc_info=error)
    return answers.error(400 if isinstance(error, DataError | IntegrityError) else 500)


def _override_method(request: HttpRequest) -> None:
    """On a real POST only; the header wins over the field (contract 1.1)."""
    if request.method != "POST":
        return
    given = request.given = parameters.read(request)  # type: ignore[attr-defined]
    wish = request.headers.get("X-HTTP-Method-Override") or given.parameters.get("_method")
    if isinstance(wish, str) and _METHOD.fullmatch(wish.strip().upper()):
        request.method = wish.strip().upper()


def _preflight(request: HttpRequest) -> HttpResponse | None:
    asked = request.headers.get("Access-Control-Request-Method")
    if request.method != "OPTIONS" or not asked or not request.headers.get("Origin"):
        return None
    response = HttpResponse(status=204)
    del response.headers["Content-Type"]
    if _allows(request):
        response.headers["Access-Control-Allow-Methods"] = asked if asked.isalpha() else "GET"
        response.headers["Access-Control-Allow-Headers"] = _HEADERS
        response.headers["Access-Control-Max-Age"] = "3600"
    return response


def _allows(request: HttpRequest) -> bool:
    """Where the settings could not be read, the answer tells nothing that they would keep."""
    here: Site | None = getattr(request, "here", None)
    origins = here.origins if here else frozenset()
    origin = request.headers.get("Origin", "").rstrip("/").lower()
    return not origins or origin in origins
