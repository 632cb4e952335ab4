"""One JSON object a line; never a path, a query string, a token or a cookie."""

import json
import logging
from datetime import UTC, datetime

from django.http import HttpRequest


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON, with the route's name in place of the path."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
        }
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            # Django's own message names the path, and a path may hold a token.
            line["route"] = route_of(request)
        else:
            line["message"] = record.getMessage()
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


class OnlyCrashes(logging.Filter):
    """Lets pass what carries a traceback and is a fault of ours."""

    def filter(self, record: logging.LogRecord) -> bool:
        return bool(record.exc_info) and record.levelno >= logging.ERROR


def route_of(request: HttpRequest) -> str:
    """The route's name, which holds no value; empty where no route was looked for."""
    match = getattr(request, "resolver_match", None)
    return match.view_name if match else ""
