"""Every address of plans as documents. Addresses are Swedish, their names English."""

from django.urls import URLPattern

ADDRESSES: list[URLPattern] = []
