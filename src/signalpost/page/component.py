"""One component, or one group of them, over the last year."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from signalpost.overview import archive, components, snapshot
from signalpost.overview.views import ComponentView, GroupView, Snapshot
from signalpost.page import answers, days, rendering
from signalpost.ui import phrases


@require_safe
def show(request: HttpRequest, component_id: int) -> HttpResponseBase:
    seen = snapshot.current()
    known = next((one for one in seen.components if one.id == component_id), None)
    year = components.over_a_year(component_id) if known else None
    if year is None:
        raise Http404
    return answers.html(request, page(seen, year))


@require_safe
def show_group(request: HttpRequest, group_id: int) -> HttpResponseBase:
    seen = snapshot.current()
    group = next((one for one in seen.groups if one.id == group_id), None)
    if group is None:
        raise Http404
    return answers.html(request, group_page(seen, group))


def page(seen: Snapshot, component: ComponentView) -> str:
    return rendering.render(
        "page/component.html",
        seen,
        path=reverse("component", args=[component.id]),
        title=component.name,
        description=phrases.about(component.name, component.status.label),
        component=component,
        found=archive.search(touching=[component.id]),
        more=f"{reverse('history')}?component={component.id}",
        **days.words([component]),
    )


def group_page(seen: Snapshot, group: GroupView) -> str:
    return rendering.render(
        "page/group.html",
        seen,
        path=reverse("group", args=[group.id]),
        title=group.name,
        description=phrases.about(group.name, group.status.label),
        group=group,
        found=archive.search(touching=[component.id for component in group.components]),
        more=reverse("history"),
        **days.words(group.components),
    )
