"""A programme at run time: its validated file, and the row ids behind its slugs."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bot.domain.lecture.vocabulaire import Lexique
from bot.domain.nominatif import Reperes
from bot.domain.periodes import Calendrier
from storage.dispositif import Dispositif
from storage.dispositif.exemples import Exemples, exemples_of
from storage.dispositif.lexique import words_of
from storage.dispositif.reperes import reperes_of


@dataclass(frozen=True)
class Programme:
    """`config` is what the comité decided; the complete mappings go from slug to row id.

    `fichier` is the file alone, without what was changed from the bot up to change `version`.
    """

    id: int
    config: Dispositif = field(repr=False)  # Thousands of lines, in any trace.
    sites: dict[str, int]
    binomes: dict[str, int]
    services: dict[str, int]
    interventions: dict[str, int]
    fichier: Dispositif = field(repr=False)
    version: int
    autres: bool = False
    """The installation serves other programmes too: an account may be in several."""

    @cached_property
    def calendrier(self) -> Calendrier:
        return self.config.calendrier()

    @cached_property
    def alias(self) -> dict[str, str]:
        """Words that may be typed for a public, to its slug."""
        return self.config.alias_publics()

    @cached_property
    def lexique(self) -> Lexique:
        """The words with which a typed message is read."""
        return words_of(self.config)

    @cached_property
    def reperes(self) -> Reperes:
        """What its file names, and is nobody: places, services, partners."""
        return reperes_of((self.config,))

    @cached_property
    def exemples(self) -> Exemples:
        """What may be shown as something to write: `lexique` reads it to exactly what it says."""
        return exemples_of(self.config, self.lexique)

    def intervention_on(self, site: str, day: date) -> int | None:
        """The mission under way on a site that day (000 l.120)."""
        for intervention in self.config.interventions:
            if intervention.site == site and intervention.debut <= day <= intervention.fin:
                return self.interventions[intervention.slug]
        return None

    @cached_property
    def missions(self) -> dict[str, list[tuple[date, date]]]:
        """The first and last days of each intervention, by site."""
        days: dict[str, list[tuple[date, date]]] = {}
        for one in self.config.interventions:
            days.setdefault(one.site, []).append((one.debut, one.fin))
        return days

    def goes_on(self, site: str, day: date) -> bool:
        """Whether what is planned every week holds there that day: it ends with its intervention.

        A site of which nothing was ever decided is planned by its file alone.
        """
        decided = self.missions.get(site)
        return decided is None or any(debut <= day <= fin for debut, fin in decided)

    def last_decision(self, until: date = date.max) -> date | None:
        """When the comité technique last decided something, by the end of that day (000 l.59)."""
        days = (
            day
            for one in self.config.interventions
            for day in (one.decision, one.renouvelee_le)
            if day and day <= until
        )
        return max(days, default=None)

    def site_label(self, site_id: int) -> str:
        """« Site A », of its row id."""
        return self.config.site(self.site_slugs[site_id]).label

    def binome_label(self, binome_id: int | None) -> str:
        """« Binôme 1 », of its row id; « » for who is in none."""
        slug = self.binome_slugs.get(binome_id or 0)
        return self.config.binome(slug).label if slug else ""

    @cached_property
    def binome_slugs(self) -> dict[int, str]:
        return {row_id: slug for slug, row_id in self.binomes.items()}

    @cached_property
    def site_slugs(self) -> dict[int, str]:
        return {row_id: slug for slug, row_id in self.sites.items()}


def renew(programmes: MutableMapping[int, Programme], programme: Programme) -> None:
    """Put `programme` in the place of an older one of its own; a slower turn changes nothing."""
    current = programmes.get(programme.id)
    if current is None or current.version <= programme.version:
        programmes[programme.id] = programme
