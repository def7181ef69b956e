from django.apps import AppConfig


class ServingConfig(AppConfig):
    name = "signalpost.serving"
    label = "serving"
