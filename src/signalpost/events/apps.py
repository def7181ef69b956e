from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "signalpost.events"
    label = "events"
