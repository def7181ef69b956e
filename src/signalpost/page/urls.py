"""Every address of the public page."""

from __future__ import annotations

from django.urls import path

from signalpost.page import (
    badges,
    branding,
    calendar,
    component,
    entrance,
    feeds,
    figures,
    history,
    home,
    icons,
    incident,
    metrics,
    previews,
    robots,
    version,
    window,
)

urlpatterns = [
    path("", home.show, name="home"),
    path("preview.png", previews.of_home, name="preview"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", robots.sitemap, name="sitemap"),
    path("theme-<slug:digest>.css", branding.theme, name="theme"),
    path("custom-<slug:digest>.css", branding.custom, name="custom"),
    path("logo-<slug:digest>.png", branding.logo, name="logo"),
    path("favicon.ico", icons.of_state, name="icon-of-state"),
    path("img/<slug:name>.<slug:kind>", icons.from_cachet, name="icon"),
    path("version.json", version.show, name="version"),
    path("enter", entrance.show, name="enter"),
    path("history", history.show, name="history"),
    path("components/<int:component_id>", component.show, name="component"),
    path("components/<int:component_id>/shield", badges.show, name="badge"),
    path("component/<int:component_id>/shield", badges.show, name="cachets-badge"),
    path(
        "components/<int:component_id>/preview.png",
        previews.of_component,
        name="component-preview",
    ),
    path("groups/<int:group_id>", component.show_group, name="group"),
    path("groups/<int:group_id>/preview.png", previews.of_group, name="group-preview"),
    path("incidents/<int:incident_id>", incident.show, name="incident"),
    path("incidents/<int:incident_id>/preview.png", previews.of_incident, name="incident-preview"),
    path("incidents/<int:incident_id>/", incident.from_cachet, name="incident-of-feed"),
    path("incident/<int:incident_id>", incident.from_cachet, name="cachets-incident"),
    path("schedules/<int:window_id>", window.show, name="window"),
    path("schedules/<int:window_id>/preview.png", previews.of_window, name="window-preview"),
    path("schedules/<int:window_id>.ics", calendar.window, name="window-calendar"),
    path("rss", feeds.rss, name="rss"),
    path("rss/<int:group_id>", feeds.rss, name="group-rss"),
    path("atom", feeds.atom, name="atom"),
    path("atom/<int:group_id>", feeds.atom, name="group-atom"),
    path("feed.json", feeds.json, name="feed"),
    path("calendar.ics", calendar.feed, name="calendar"),
    path("figures", figures.show, name="figures"),
    path("metrics/<int:metric_id>", metrics.chart, name="metric-chart"),
]
