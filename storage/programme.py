"""A programme at run time: its validated file, and the row ids behind its slugs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bot.domain.periodes import Calendrier
from storage.dispositif import Dispositif


@dataclass(frozen=True)
class Programme:
    """`config` is what the comité decided; the complete mappings go from slug to row id."""

    id: int
    config: Dispositif
    sites: dict[str, int]
    binomes: dict[str, int]
    services: dict[str, int]
    interventions: dict[str, int]

    @cached_property
    def calendrier(self) -> Calendrier:
        return self.config.calendrier()

    @cached_property
    def site_slugs(self) -> dict[int, str]:
        return {row_id: slug for slug, row_id in self.sites.items()}
