"""Django's handle on the package."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "tertial.measures"
    label = "measures"
