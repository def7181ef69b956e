from django.apps import AppConfig


class MetricsConfig(AppConfig):
    name = "signalpost.metrics"
    label = "metrics"
