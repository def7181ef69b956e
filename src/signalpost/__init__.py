"""Signalpost: a self-hosted status page that speaks the Cachet v1 API."""

__version__ = "0.1.0"
