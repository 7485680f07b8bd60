"""Logs for people and for machines: one line an event, with the request's id and who was signed in."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from tertial.foundation.request import request_id

person_key: ContextVar[str] = ContextVar("person_key", default="-")

_PLAIN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "request_id", "person"}


class WithRequest(logging.Filter):
    """Adds the request's id and the person to every record, whoever logged it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get() or "-"
        record.person = person_key.get()
        return True


class AsJson(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", "-"),
            "person": getattr(record, "person", "-"),
        }
        extra = {
            k: v
            for k, v in vars(record).items()
            if k not in _PLAIN and isinstance(v, str | int | float | bool)
        }
        if record.exc_info:
            extra["exception"] = self.formatException(record.exc_info)
        return json.dumps(line | extra, ensure_ascii=False)


def logging_config(form: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": WithRequest}},
        "formatters": {
            "text": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s %(person)s] %(message)s"},
            "json": {"()": AsJson},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["request"], "formatter": form}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            "django.server": {"level": "WARNING"},
            "django.request": {"level": "ERROR"},  # 4xx are in our own request line
            "django_tasks": {"level": "WARNING"},
        },
    }
