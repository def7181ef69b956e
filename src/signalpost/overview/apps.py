from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "signalpost.overview"
    label = "overview"
