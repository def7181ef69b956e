"""What holds for every address of this door: contract 1.1, 1.8 and the errors of 3.0."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.db.utils import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from signalpost.cachet_api import answers, parameters

logger = logging.getLogger(__name__)

ROOT = "/api/v1/"
_METHOD = re.compile(r"[A-Z]{1,20}")
_HEADERS = "X-Cachet-Token, Authorization, Content-Type, Time-Zone, If-Match, Idempotency-Key"


def is_ours(request: HttpRequest) -> bool:
    """Whether this door is asked, and so words the answer, whatever goes wrong."""
    return request.path_info.startswith(ROOT) or request.path_info == ROOT.rstrip("/")


class CachetDoor:
    """Trailing slashes, method override, CORS, and errors in the contract's body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_ours(request):
            return self.get_response(request)
        request.path_info = request.path_info.rstrip("/")
        request.path = request.path.rstrip("/")
        response = _preflight(request) or self._answer(request)
        return _with_cors(request, response)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not is_ours(request):
            return None
        if isinstance(error, RequestDataTooBig):
            return answers.error(413)
        if isinstance(error, OperationalError):
            logger.error("The database does not answer: %s", error)
            return answers.error(503, Retry_After="5")
        logger.exception("%s %s failed", request.method, request.path_info)
        return answers.error(500)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        try:
            _override_method(request)
        except RequestDataTooBig:
            return answers.error(413)
        return self.get_response(request)


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


def _with_cors(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    origin = request.headers.get("Origin", "")
    if not origin:
        return response
    if _allows(request):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    patch_vary_headers(response, ["Origin"])
    return response


def _allows(request: HttpRequest) -> bool:
    origins: frozenset[str] = request.here.origins  # type: ignore[attr-defined]
    origin = request.headers.get("Origin", "").rstrip("/").lower()
    return not origins or origin in origins or origin.partition("://")[2] in origins
