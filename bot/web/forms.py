"""What a form holds, read as the pages need it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from bot.feature.page import ToMend


def day(form: Mapping[str, str], name: str, today: date, horizon: timedelta, wrong: str) -> date:
    """The day of that field, from today on. Raises ToMend, which says `wrong`."""
    try:
        found = date.fromisoformat(form.get(name, ""))
    except ValueError as error:
        raise ToMend(wrong) from error
    if not today <= found <= today + horizon:
        raise ToMend(wrong)
    return found
