"""Django's handle on the package."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "tertial.site"
    label = "site"
