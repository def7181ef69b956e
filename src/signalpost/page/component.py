"""One component, or one group of them, over the last year."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from signalpost.overview import recent, years
from signalpost.overview.snapshot import Snapshot
from signalpost.overview.views import ComponentView, GroupView
from signalpost.page import answers, days, rendering
from signalpost.page.cards import Card
from signalpost.ui import phrases


@require_safe
def show(request: HttpRequest, component_id: int) -> HttpResponseBase:
    seen = answers.seen_by(request)
    told = years.of_component(seen, found(seen, component_id))
    if told is None:
        raise Http404
    return answers.html(request, page(seen, told))


@require_safe
def show_group(request: HttpRequest, group_id: int) -> HttpResponseBase:
    seen = answers.seen_by(request)
    return answers.html(request, group_page(seen, found_group(seen, group_id)))


def found(seen: Snapshot, component_id: int) -> ComponentView:
    """Http404 for one that visitors do not see."""
    component = next((one for one in seen.components if one.id == component_id), None)
    if component is None:
        raise Http404
    return component


def found_group(seen: Snapshot, group_id: int) -> GroupView:
    """Http404 for one that visitors do not see, or that is empty."""
    group = next((one for one in seen.groups if one.id == group_id), None)
    if group is None:
        raise Http404
    return group


def page(seen: Snapshot, component: ComponentView) -> str:
    return rendering.render(
        "page/component.html",
        seen,
        card=card(component),
        component=component,
        found=recent.of_components(seen, [component]),
        more=f"{reverse('history')}?component={component.id}",
        **days.words([component]),
    )


def group_page(seen: Snapshot, group: GroupView) -> str:
    return rendering.render(
        "page/group.html",
        seen,
        card=group_card(group),
        group=group,
        uptime=years.of_group(seen, group),
        found=recent.of_components(seen, group.components),
        more=f"{reverse('history')}?group={group.id}",
        **days.words(group.components),
    )


def card(component: ComponentView) -> Card:
    return _card(reverse("component", args=[component.id]), component)


def group_card(group: GroupView) -> Card:
    return _card(reverse("group", args=[group.id]), group)


def _card(path: str, shown: ComponentView | GroupView) -> Card:
    return Card(
        path=path,
        title=shown.name,
        description=phrases.about(shown.name, shown.status.label),
        status=shown.status,
        label=shown.status.label,
    )
