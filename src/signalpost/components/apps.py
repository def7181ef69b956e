from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    name = "signalpost.components"
    label = "components"
