"""Django's handle on the package."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "tertial.organisation"
    label = "organisation"
