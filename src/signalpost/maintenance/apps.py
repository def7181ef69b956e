from django.apps import AppConfig


class MaintenanceConfig(AppConfig):
    name = "signalpost.maintenance"
    label = "maintenance"
