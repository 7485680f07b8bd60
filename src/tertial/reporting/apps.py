"""Django's handle on the package."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "tertial.reporting"
    label = "reporting"
