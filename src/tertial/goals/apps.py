"""Django's handle on the package."""

from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "tertial.goals"
    label = "goals"
