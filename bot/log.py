"""Logs on stderr: ids, never names nor texts; anything secret or personal is struck out first."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TextIO


@contextmanager
def _without(module: str) -> Iterator[None]:
    """As if `module` were not installed, for those that load it wherever they find it."""
    known = sys.modules.get(module)
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]
        if known is not None:
            sys.modules[module] = known


# Its coloured tracebacks are never printed, and weigh 3 MB.
with _without("rich"):
    import structlog
    from structlog.stdlib import BoundLogger, ProcessorFormatter
    from structlog.typing import EventDict, Processor, WrappedLogger

HANDLER = "carnet"

QUIET = (
    "aiohttp",
    "alembic",
    "apscheduler",
    "mail.log",
    "sqlalchemy",
)
"""Libraries whose INFO lines hold URLs (with the token in them), parameters or bodies."""

SECRETS = (
    # A word boundary before the digits would miss « /bot123456:… ».
    (re.compile(r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{20,}"), "<jeton>"),
    (re.compile(r"(?<=://)[^\s/@]*:\S+(?=@)"), "<identifiants>"),
    (re.compile(r"[\w-]+\.[\w-]+\.[\w-]{43}(?![\w-])"), "<lien>"),
    # 192 random bits in base64 mix capitals and small letters; ids, hashes and names do not.
    (re.compile(r"(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{32,}"), "<code>"),
    (re.compile(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)+"), "<courriel>"),
    (
        re.compile(
            r"(?<!\w)(?:\+\d{2,3}|00\d{2}|0)[ .-]?(?:\(0\)[ .-]?)?[1-9](?:[ .-]?\d{2}){4}(?!\d)"
        ),
        "<téléphone>",
    ),
)

_BEFORE: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="le"),
]

structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *_BEFORE,
        structlog.stdlib.PositionalArgumentsFormatter(),
        ProcessorFormatter.wrap_for_formatter,
    ],
    wrapper_class=BoundLogger,
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)


def logger(name: str) -> BoundLogger:
    """The logger of a module: `log = logger(__name__)`, then `log.info("sent", outbox=12)`."""
    bound: BoundLogger = structlog.stdlib.get_logger(name)
    return bound


def setup(level: str, stream: TextIO | None = None) -> None:
    """Log to `stream` (stderr by default): for eyes on a terminal, one JSON a line elsewhere."""
    target = stream or sys.stderr
    handler = logging.StreamHandler(target)
    handler.setFormatter(_formatter(target.isatty()))
    handler.set_name(HANDLER)
    root = logging.getLogger()
    root.handlers[:] = [other for other in root.handlers if other.get_name() != HANDLER]
    root.addHandler(handler)
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    sys.excepthook = _uncaught


def redact(text: str) -> str:
    """`text` without tokens, passwords, links, codes, e-mail addresses and telephone numbers."""
    for pattern, name in SECRETS:
        text = pattern.sub(name, text)
    return text


def _formatter(for_eyes: bool) -> ProcessorFormatter:
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(colors=True)
        if for_eyes
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    return ProcessorFormatter(
        foreign_pre_chain=_BEFORE,
        processors=[
            ProcessorFormatter.remove_processors_meta,
            # Exceptions become text first: their words are struck out with the rest.
            structlog.processors.format_exc_info,
            _strike_out,
            renderer,
        ],
    )


def _strike_out(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {key: _clean(value) for key, value in event.items()}


def _clean(value: object) -> object:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, dict):
        return {redact(str(key)): _clean(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_clean(inner) for inner in value]
    return redact(str(value))


def _uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Python's own last words would go to stderr as they are."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger(__name__).critical("uncaught", exc_info=(kind, error, trace))
