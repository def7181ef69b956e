from django.apps import AppConfig


class CachetApiConfig(AppConfig):
    name = "signalpost.cachet_api"
    label = "cachet_api"
