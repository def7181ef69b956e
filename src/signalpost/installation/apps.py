from django.apps import AppConfig


class InstallationConfig(AppConfig):
    name = "signalpost.installation"
    label = "installation"
