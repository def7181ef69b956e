from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "signalpost.ui"
    label = "ui"
