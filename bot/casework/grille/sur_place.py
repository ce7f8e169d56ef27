"""What the shared grid says of the mediators' presences this week: those under way, those over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Final

from bot.clock import paris
from bot.domain.semaine import Semaine
from bot.words import heure
from storage import en_ce_moment
from storage.models import Presence, PresenceActeur
from storage.planning import SlotPrevu
from storage.programme import Programme
from storage.work import Work

MEDIATORS: Final = "médiateurs de rue"


@dataclass(frozen=True, slots=True)
class Vu:
    """A presence as the grid says it; `depuis` only while it runs, `pause` while interrupted."""

    binome: str
    site: str
    debut: datetime
    fin: datetime
    """Its end; while it runs, the instant at which it is looked at."""
    jour: date
    qui: str
    """« Binôme 1 (Site A) », or that it is mediators."""
    ou: str
    """Its quartier."""
    depuis: datetime | None = None
    pause: datetime | None = None

    @property
    def de(self) -> time:
        """When it began on the wall clock, to be put in order."""
        return paris(self.debut).time()

    @property
    def heures(self) -> str:
        """« 9 h 12 - 11 h 40 »; « depuis 17 h 04 » while it runs."""
        if self.depuis:
            return f"depuis {heure(self.debut)}"
        return f"{heure(self.debut)} - {heure(self.fin)}"

    @property
    def remarque(self) -> str:
        """« , 🟢 sur place », « , ☕ en pause »; nothing once it is over."""
        if not self.depuis:
            return ""
        return ", ☕ en pause" if self.pause else ", 🟢 sur place"

    @property
    def dit(self) -> str:
        """« Étouvie : Binôme 1 (Site A), depuis 17 h 04 »."""
        paused = f", en pause depuis {heure(self.pause)}" if self.pause else ""
        return f"{self.ou} : {self.qui}, depuis {heure(self.debut)}{paused}"

    def answers(self, slot: SlotPrevu) -> bool:
        """Whether that planned slot announced it: same binôme, same site, hours in common."""
        de, a = slot.bornes()
        same = (slot.binome, slot.site) == (self.binome, self.site)
        return same and self.debut < a and de <= self.fin


def seen(work: Work, *, team: bool) -> list[Vu]:
    """The presences of this week, those under way last; what was forgotten open is left out."""
    tx, programme = work.tx, work.programme
    start, end = Semaine.of(work.now).bornes()
    over = en_ce_moment.over(tx, programme.id, start, end)
    running = en_ce_moment.running(tx, programme.id, work.now)
    paused = en_ce_moment.paused(tx, running)
    done = [
        _vu(programme, row.binome_id, row.site_id, (row.debut, row.fin), team=team) for row in over
    ]
    return [*done, *(_running(work, row, paused.get(row.id), team=team) for row in running)]


def acteur(programme: Programme, row: PresenceActeur) -> str:
    """« Éducateurs (Prévention spécialisée) »: an organisation, and its kind where it said one."""
    kind = row.type_acteur
    said = f" ({programme.config.element('types_acteur', kind).label})" if kind else ""
    return f"{row.acteur}{said}"


def _running(work: Work, row: Presence, pause: datetime | None, *, team: bool) -> Vu:
    """One begun before midnight is today's all the same."""
    bounds = (row.debut, work.now)
    shown = _vu(work.programme, row.binome_id, row.site_id, bounds, team=team)
    today = paris(work.now).date()
    return replace(shown, jour=today, depuis=row.debut, pause=pause)


def _vu(
    programme: Programme,
    binome_id: int,
    site_id: int,
    bounds: tuple[datetime, datetime],
    *,
    team: bool,
) -> Vu:
    config = programme.config
    binome, site = programme.binome_slugs[binome_id], programme.site_slugs[site_id]
    who = f"{config.binome(binome).label} ({config.site(site).label})" if team else MEDIATORS
    where = config.quartier(config.site(site).quartier).label
    return Vu(binome, site, *bounds, paris(bounds[0]).date(), who, where)
