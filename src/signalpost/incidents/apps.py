from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "signalpost.incidents"
    label = "incidents"
