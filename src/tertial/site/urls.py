"""Every address of the service. Addresses are Swedish, their names English."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
