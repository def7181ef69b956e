from django.apps import AppConfig


class PageConfig(AppConfig):
    name = "signalpost.page"
    label = "page"
