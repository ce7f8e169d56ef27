"""What a row was before a deed: kept with the deed, given back when it is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, inspect

from storage.machine.base import Base, Instant


def keep(row: Base, *names: str) -> dict[str, Any]:
    """These columns as JSON keeps them: instants and days in ISO 8601."""
    return {name: _written(getattr(row, name)) for name in names}


def give_back(row: Base, before: Mapping[str, Any]) -> None:
    """Each of those columns as it was."""
    columns = inspect(type(row)).columns
    for name, value in before.items():
        setattr(row, name, _read(columns[name].type, value))


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _read(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, Instant):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value
