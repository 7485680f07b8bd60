"""Django's handle on the package."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "tertial.history"
    label = "history"
