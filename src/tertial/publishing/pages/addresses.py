"""Every address of documents and what is open to everybody. Addresses are Swedish, their names English."""

from django.urls import URLPattern

ADDRESSES: list[URLPattern] = []
