"""Django's handle on the package."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class SiteConfig(AppConfig):
    name = "tertial.site"
    label = "site"

    def ready(self) -> None:
        from tertial.site.unicode_like import teach

        connection_created.connect(teach)
