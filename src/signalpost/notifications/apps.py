from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "signalpost.notifications"
    label = "notifications"
