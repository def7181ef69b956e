from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "signalpost.dashboard"
    label = "dashboard"
