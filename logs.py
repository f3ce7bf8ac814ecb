"""Structured logs: one JSON line for each thing worth knowing; never a body, a token, an address or a number."""

import json
import logging
import sys
from collections.abc import Callable
from typing import Any

import orjson
import structlog

from settings import Settings


def configure_logs(settings: Settings) -> None:
    """JSON in production, readable lines in development; libraries log through the same pipe.

    Lines of our own are written out before they enter the pipe, which would look at each thrice.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(serializer=_as_json)
        if settings.environment == "production"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(),
            exception_formatter=structlog.dev.plain_traceback,  # the rich one prints arguments, and so tokens
        )
    )
    exceptions = [structlog.processors.format_exc_info] if settings.environment == "production" else []
    structlog.configure(
        processors=[*shared, *exceptions, renderer, lambda _logger, _method, line: Written(line)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(settings.log_level.upper())),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        Lines(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *exceptions, renderer],
        )
    )
    logging.basicConfig(handlers=[handler], level=settings.log_level.upper(), force=True)
    _leave_out_what_no_line_says()
    for chatty in ("httpx2", "httpcore2", "tortoise", "aiosqlite", "asyncio"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _leave_out_what_no_line_says() -> None:
    """From where in the code and in which thread a line comes, which takes longer to find out than to write it.

    See https://docs.python.org/3/howto/logging.html#optimization.
    """
    logging._srcfile = None
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False


class Written(str):
    """A line as it is to be."""

    __slots__ = ()


class Lines(structlog.stdlib.ProcessorFormatter):
    """Writes the lines of libraries."""

    def format(self, record: logging.LogRecord) -> str:
        return record.msg if isinstance(record.msg, Written) else super().format(record)


def _as_json(line: Any, default: Callable[[Any], Any], **_: Any) -> str:
    try:
        return orjson.dumps(line, default).decode()
    except TypeError:  # a text that is no Unicode, or a number beyond all bounds
        return json.dumps(line, default=default)
