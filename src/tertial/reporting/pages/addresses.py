"""Every address of rounds, reports and follow-ups. Addresses are Swedish, their names English."""

from django.urls import URLPattern

ADDRESSES: list[URLPattern] = []
