"""The table of the settings, as the README prints it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.settings import Settings, variable


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A line of the configuration table; `default` is empty where there is none."""

    name: str
    default: str
    meaning: str


def rows() -> tuple[SettingRow, ...]:
    """The configuration table, from which the README is checked."""
    return tuple(
        SettingRow(
            variable(name),
            "" if field.default is None else str(field.default),
            field.description or "",
        )
        for name, field in Settings.model_fields.items()
    )
