"""Django's handle on the package."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "tertial.publishing"
    label = "publishing"
