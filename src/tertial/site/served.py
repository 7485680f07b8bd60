"""The door as `tertial serve` opens it: closed with a sentence while the database or the profile is not in order."""

from tertial.site.ready import stop_unless_ready
from tertial.site.wsgi import application

__all__ = ["application"]

stop_unless_ready()
