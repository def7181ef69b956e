"""What happened before: month by month, or as a search finds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from signalpost.incidents.statuses import IncidentStatus
from signalpost.kernel.errors import Invalid
from signalpost.overview import archive, years
from signalpost.overview.snapshot import Snapshot
from signalpost.page import answers, parameters, rendering
from signalpost.page.cards import Card
from signalpost.ui import phrases
from signalpost.ui.templatetags.ui import month_and_year

#: What visitors may ask for: the reserved one never stands on the page.
STATUSES = [status for status in IncidentStatus if status is not IncidentStatus.SCHEDULED]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for; without any of it, the incidents of this month."""

    text: str = ""
    group_id: int | None = None
    component_id: int | None = None
    status: IncidentStatus | None = None
    month: date | None = None
    page: int = 1

    @property
    def is_search(self) -> bool:
        return bool(self.text or self.group_id or self.component_id or self.status)

    @property
    def query(self) -> str:
        """Of this very page."""
        if self.is_search:
            return self.address(self.page)
        return f"?month={self.month:%Y-%m}" if self.month else ""

    def address(self, page: int) -> str:
        """Of another page of the same."""
        asked = {
            "q": self.text,
            "group": self.group_id,
            "component": self.component_id,
            "status": self.status,
            "page": page,
        }
        return "?" + urlencode({name: value for name, value in asked.items() if value})


@require_safe
def show(request: HttpRequest) -> HttpResponseBase:
    seen = answers.seen_by(request)
    try:
        question = _question(request.GET, seen)
    except Invalid as refusal:
        return answers.refused(refusal, seen)
    return answers.html(request, page(seen, question))


def page(seen: Snapshot, question: Question) -> str:
    this = _this_month(seen)
    month = None if question.is_search else min(question.month or this, this)
    told = _told(seen, month) if month else _search(seen, question)
    return rendering.render(
        "page/history.html",
        seen,
        card=_card(seen, None if month == this else month),
        query=question.query,
        is_passing=question.is_search,
        question=question,
        statuses=STATUSES,
        uptime=years.of_page(seen) if month == this and seen.groups else None,
        **told,
    )


def cards(seen: Snapshot) -> list[Card]:
    """Of every month that has something to tell; the one that lasts is always among them."""
    this = _this_month(seen)
    past = [
        month
        for month in archive.months(zone=seen.site.zone)
        if month < this and parameters.may_be_asked(month)
    ]
    return [_card(seen, month) for month in (None, *past)]


def _this_month(seen: Snapshot) -> date:
    return seen.made_at.astimezone(seen.site.zone).date().replace(day=1)


def _card(seen: Snapshot, month: date | None) -> Card:
    """Shared with the first page's picture: it is of now."""
    card = Card(
        path=reverse("history"),
        title=_("History"),
        description=_("What happened before, month by month."),
        status=seen.level,
        preview=reverse("preview"),
    )
    if month is None:
        return card
    name = month_and_year(month)
    return replace(
        card,
        title=phrases.about(card.title, name),
        description=_("What happened in %(month)s.") % {"month": name},
        query=f"?month={month:%Y-%m}",
    )


def _question(given: Mapping[str, str], seen: Snapshot) -> Question:
    return Question(
        text=parameters.text(given, "q"),
        group_id=_group(given, seen),
        component_id=_component(given, seen),
        status=_status(given),
        month=parameters.month(given, "month"),
        page=parameters.number(given, "page") or 1,
    )


def _group(given: Mapping[str, str], seen: Snapshot) -> int | None:
    asked = parameters.number(given, "group")
    if asked is not None and asked not in {group.id for group in seen.groups}:
        raise Invalid(_("There is no such group here."), field="group")
    return asked


def _component(given: Mapping[str, str], seen: Snapshot) -> int | None:
    asked = parameters.number(given, "component")
    if asked is not None and asked not in {component.id for component in seen.components}:
        raise Invalid(_("There is no such component here."), field="component")
    return asked


def _status(given: Mapping[str, str]) -> IncidentStatus | None:
    asked = given.get("status", "")
    if asked and asked not in STATUSES:
        raise Invalid(_("There is no such status."), field="status")
    return IncidentStatus(asked) if asked else None


def _search(seen: Snapshot, question: Question) -> dict[str, object]:
    found = archive.search(
        text=question.text,
        touching=_touching(seen, question),
        status=question.status,
        page=question.page,
    )
    return {
        "found": found,
        "days": archive.by_day(found.incidents, zone=seen.site.zone),
        "newer": question.address(found.page - 1) if found.page > 1 else None,
        "older": question.address(found.page + 1) if found.page < found.pages else None,
    }


def _touching(seen: Snapshot, question: Question) -> set[int] | None:
    """The components of which one must have been touched; None where any incident will do."""
    if question.group_id is None and question.component_id is None:
        return None
    return {
        component.id
        for group in seen.groups
        if question.group_id in (None, group.id)
        for component in group.components
        if question.component_id in (None, component.id)
    }


def _told(seen: Snapshot, first: date) -> dict[str, object]:
    """Of a month, read once for a snapshot."""
    return seen.memory.recall(("month", first), lambda: _month(seen, first))


def _month(seen: Snapshot, first: date) -> dict[str, object]:
    zone = seen.site.zone
    return {
        "month": first,
        "earlier": _earlier(first, zone=zone),
        "later": archive.end_of(first) + timedelta(days=1) if first < _this_month(seen) else None,
        "days": archive.of_month(first, zone=zone),
    }


def _earlier(first: date, *, zone: ZoneInfo) -> date | None:
    """A day of the month before, where anything began in it or earlier."""
    earliest, before = archive.earliest(zone=zone), first - timedelta(days=1)
    return before if earliest and earliest <= before and parameters.may_be_asked(before) else None
