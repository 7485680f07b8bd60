"""Which request is being answered: its id stands in every log line, event and error page that comes of it."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
