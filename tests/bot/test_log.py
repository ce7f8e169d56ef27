"""Logs: readable lines, and nothing secret or personal in any of them."""

from __future__ import annotations

import io
import json
import logging
import random
import sys
import warnings
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any

import pytest

from bot.clock import SystemClock
from bot.log import HANDLER, logger, redact, setup
from bot.signing import Signer

TOKEN = "123456789:AAEhBOweik9ai2o01-_ccVXtbbbbbbbbbbb"
CODE = "q3Zr8-Lw0XkP_vY2aT5uBn7cDe9fGh1J"


class Output(io.StringIO):
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def output() -> Iterator[Output]:
    root, level, hook = logging.getLogger(), logging.getLogger().level, sys.excepthook
    written = Output()
    # A bot started by an earlier test may have left the warnings captured, or half so.
    logging.captureWarnings(False)
    setup("INFO", written)
    yield written
    root.handlers[:] = [handler for handler in root.handlers if handler.get_name() != HANDLER]
    root.setLevel(level)
    sys.excepthook = hook
    logging.captureWarnings(False)


def test_a_line_is_one_json_object_with_its_ids(output: Output) -> None:
    logger("bot.delivery").info("sent", outbox=12, chat=-1001234567890)
    (line,) = output.lines()
    assert line.pop("le").endswith("Z")
    assert line == {
        "event": "sent",
        "level": "info",
        "logger": "bot.delivery",
        "outbox": 12,
        "chat": -1001234567890,
    }


def test_what_is_below_the_level_is_not_written(output: Output) -> None:
    logger("bot.delivery").debug("claimed")
    assert output.getvalue() == ""


def test_setting_up_twice_writes_once(output: Output) -> None:
    setup("INFO", output)
    logger("bot").warning("late")
    assert len(output.lines()) == 1


@pytest.mark.parametrize(
    ("secret", "said"),
    [
        (TOKEN, f"https://api.telegram.org/bot{TOKEN}/getMe"),
        (TOKEN, f"token {TOKEN} refused"),
        ("motdepasse", "smtp+starttls://carnet:motdepasse@smtp.example.org:587"),
        ("mot@passe", "postgresql://carnet:mot@passe@base/carnet"),
        ("la.mediatrice", "to la.mediatrice+rue@amiens.example.org failed"),
        ("39 98 01 23", "appelez le 06 39 98 01 23"),
        ("39980123", "0639980123"),
        ("39.98.01.23", "+33 6.39.98.01.23"),
        ("39-98-01-23", "0033-6-39-98-01-23"),
        (CODE, f"https://t.me/carnet_bot?start={CODE}"),
        (CODE, f"/start {CODE}"),
    ],
)
def test_secrets_are_struck_out(secret: str, said: str) -> None:
    assert secret not in redact(said)


def test_signed_links_are_struck_out() -> None:
    token = Signer(["k" * 32], SystemClock()).sign("alerte-v1", 324)
    assert redact(f"GET /alerte/{token} 200") == "GET /alerte/<lien> 200"


def test_an_invitation_is_struck_out_whatever_its_code() -> None:
    dice = random.Random(2026)  # noqa: S311 - nothing to keep secret
    codes = [urlsafe_b64encode(dice.randbytes(24)).decode() for _ in range(500)]
    assert {redact(f"start={code}") for code in codes} == {"start=<code>"}


@pytest.mark.parametrize(
    "plain",
    [
        "2026-11-17T16:04:00Z update 612345678 of chat -1001234567890",
        "outbox:12 conversation:3 alerte:324 V-0324",
        "uq_signalement_dispositif_id_numero_and_more",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "sqlite:///var/carnet.db at http://127.0.0.1:8080/health",
    ],
)
def test_ids_dates_and_addresses_of_ours_stay(plain: str) -> None:
    assert redact(plain) == plain


def test_exceptions_and_other_libraries_are_struck_out_too(output: Output) -> None:
    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe of la@example.org")
    except ValueError as error:
        logger("bot.intake").exception("poll failed", error=error, seen={"phones": ["0639980123"]})
        logging.getLogger("somebody.else").exception("said %s", TOKEN)
    written = output.getvalue()
    assert [line["level"] for line in output.lines()] == ["error", "error"]
    assert "Traceback" in written
    for secret in (TOKEN, "la@example.org", "0639980123"):
        assert secret not in written


def test_libraries_that_log_urls_are_kept_quiet(output: Output) -> None:
    for name in ("aiohttp.access", "mail.log", "sqlalchemy.engine"):
        logging.getLogger(name).info("GET https://api.telegram.org")
        logging.getLogger(name).warning("trouble")
    assert [line["event"] for line in output.lines()] == ["trouble"] * 3


def test_last_words_are_struck_out(output: Output) -> None:
    error = RuntimeError(f"refused {TOKEN}")
    sys.excepthook(RuntimeError, error, None)
    (line,) = output.lines()
    assert line["level"] == "critical"
    assert TOKEN not in output.getvalue()


def test_warnings_are_logged(output: Output) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("old way", UserWarning, stacklevel=1)
    assert "old way" in output.getvalue()


def test_a_terminal_gets_lines_for_eyes(output: Output) -> None:
    class Terminal(Output):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    setup("INFO", terminal)
    logger("bot").info("ready", port=8080, mail="la@example.org")
    assert "ready" in terminal.getvalue()
    assert "la@example.org" not in terminal.getvalue()
    assert output.getvalue() == ""
