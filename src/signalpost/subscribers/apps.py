from django.apps import AppConfig


class SubscribersConfig(AppConfig):
    name = "signalpost.subscribers"
    label = "subscribers"
