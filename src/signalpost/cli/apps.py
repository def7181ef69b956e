from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "signalpost.cli"
    label = "cli"
