"""Tertial: the open steering-and-follow-up system for cities."""

__version__ = "0.1.0"
