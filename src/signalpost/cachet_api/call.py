"""One request to the API, as the modules behind the routes see it."""

from __future__ import annotations

from datetime import datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone

from signalpost.accounts import authentication
from signalpost.cachet_api import parameters, words
from signalpost.cachet_api.fields import Refused
from signalpost.kernel import zones
from signalpost.kernel.actor import GUEST, Actor
from signalpost.kernel.errors import Throttled
from signalpost.kernel.precondition import Precondition, always
from signalpost.site.models import Site

if TYPE_CHECKING:
    from signalpost.cachet_api.api import Verb


class Call:
    """One request to the API: who asks, what was given, and in which zone to speak."""

    def __init__(self, request: HttpRequest, verb: Verb) -> None:
        self.request = request
        self.verb = verb
        self.site: Site = request.here  # type: ignore[attr-defined]
        self.at = timezone.now()
        #: What If-Match asks, for the operation that changes the item.
        self.only_if: Precondition = always
        #: Why `by` is a guest, where its password was not even looked at.
        self.throttled: Throttled | None = None

    @cached_property
    def by(self) -> Actor:
        """GUEST without credentials, and with wrong ones too: public routes ignore those."""
        headers = self.request.headers
        try:
            known = authentication.by_headers(
                headers.get("X-Cachet-Token", "").strip(),
                headers.get("Authorization", "").strip(),
                address=self.request.META["REMOTE_ADDR"],
                demands_second_factor=self.site.demands_second_factor,
            )
        except Throttled as refusal:
            self.throttled = refusal
            return GUEST
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

    @property
    def base(self) -> str:
        """Scheme and host for absolute addresses."""
        known: str = self.request.base  # type: ignore[attr-defined]
        return known

    def text(self, name: str) -> str:
        """A parameter of a list as text; "" where there is none."""
        value = self.given.parameters.get(name, "")
        return str(value).strip() if isinstance(value, str | int) else ""

    @property
    def is_public(self) -> bool:
        """A guest's read that its address alone describes: others may get the same answer."""
        headers = self.request.headers
        is_bare = self.request.META.get("CONTENT_LENGTH") in (None, "", "0")
        return is_bare and not (headers.get("X-Cachet-Token") or headers.get("Authorization"))

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

    def moment(self, value: datetime | None) -> str | None:
        return words.moment(value, self.zone)

    def dated(self, item: dict[str, Any], zone: tzinfo | None = None) -> dict[str, Any]:
        """With its dates as the contract words them, and at its end once more with an offset."""
        zone = zone or self.zone
        dates = {name: value for name, value in item.items() if name.endswith("_at")}
        local = {name: words.moment(value, zone) for name, value in dates.items()}
        return item | local | {f"{name}_iso": words.iso(at, zone) for name, at in dates.items()}
