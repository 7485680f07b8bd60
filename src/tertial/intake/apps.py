"""Django's handle on the package."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "tertial.intake"
    label = "intake"
