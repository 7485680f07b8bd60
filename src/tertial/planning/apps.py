"""Django's handle on the package."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "tertial.planning"
    label = "planning"
