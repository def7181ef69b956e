from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "signalpost.site"
    label = "site"
