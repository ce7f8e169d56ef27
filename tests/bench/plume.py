"""The pen of history: where it writes, its dice, and the words that it draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import count
from random import Random
from typing import Any

from bot.clock import PARIS
from bot.domain.periodes import Calendrier, Segment, split
from storage.models import Photo, Sollicitation
from storage.programme import Programme
from tests.bench.vrac import Vrac


@dataclass(frozen=True, slots=True)
class Creneau:
    """A weekly slot of a binôme; `jour` counts from 0 (lundi)."""

    jour: int
    de: time
    a: time
    site_id: int


@dataclass(frozen=True, slots=True)
class Equipe:
    """A binôme as its evenings name it: row ids, chats, weekly slots."""

    binome_id: int
    auteurs: tuple[int, ...]
    chats: tuple[int, ...]
    creneaux: tuple[Creneau, ...]
    fin: date | None = None
    """The day on which it was dissolved."""


@dataclass(slots=True)
class Soiree:
    """A presence that was written, and where its entries stand."""

    equipe: Equipe
    presence_id: int
    site_id: int
    debut: datetime
    minutes: int
    segments: list[Segment]


@dataclass
class Plume:
    """Writes into `vrac`; `hasard` decides, so that a seed makes a history."""

    vrac: Vrac
    programme: Programme
    now: datetime
    hasard: Random
    _serial: count[int] = field(default_factory=count)
    _cuts: dict[Any, tuple[Segment, ...]] = field(default_factory=dict)

    def chance(self, share: float) -> bool:
        return self.hasard.random() < share

    def one(self, liste: str) -> str:
        """A word of a list of the file."""
        return self.hasard.choice(self._lists[liste])

    def source(self) -> str:
        return f"histoire:{next(self._serial)}"

    def entry(self, soiree: Soiree) -> dict[str, Any]:
        """The columns that every entry of the street has."""
        le = soiree.debut + timedelta(minutes=self.hasard.randrange(max(1, soiree.minutes)))
        return self.authored(soiree) | {
            "presence_id": soiree.presence_id,
            "le": le,
            "tranche": tranche_of(soiree, le),
            "supprimee_le": le if self.chance(0.01) else None,
        }

    def authored(self, soiree: Soiree) -> dict[str, Any]:
        return {
            "dispositif_id": self.programme.id,
            "site_id": soiree.site_id,
            "binome_id": soiree.equipe.binome_id,
            "auteur_id": self.hasard.choice(soiree.equipe.auteurs),
            "source": self.source(),
        }

    def asked(self, soiree: Soiree) -> tuple[int, datetime]:
        """A sollicitation: its id and when."""
        columns = self.entry(soiree)
        oriented = self.chance(0.3)
        row_id = self.vrac.add(
            Sollicitation,
            **columns,
            public=self.hasard.choice(self._publics),
            type=self.one("sollicitations"),
            reponse="orientation" if oriented else "ecoute",
            domaine=self.one("domaines_orientation") if oriented else None,
            partenaire=self.hasard.choice(self._partners) if oriented else None,
        )
        return row_id, columns["le"]

    def photo(self, objet: str, objet_id: int, le: datetime) -> None:
        """One that was fetched long ago."""
        name = f"{objet}-{objet_id}.jpg"
        common = {"objet": objet, "objet_id": objet_id, "file_id": name, "nom": name}
        self.vrac.add(Photo, **common, etat="gardee", essais=1, recue_le=le)

    def cut(self, debut: datetime, minutes: int) -> Iterator[Segment]:
        """As `split`, which is asked once for all evenings alike: it is slow."""
        day, calendrier = debut.astimezone(PARIS), self.programme.calendrier
        alike = (day.weekday(), day.hour, day.minute, minutes, *_overlays(day.date(), calendrier))
        model = self._cuts.get(alike)
        if model is None:
            model = split(debut, debut + timedelta(minutes=minutes), calendrier)
            self._cuts[alike] = model
        shift = debut - model[0].debut
        for one in model:
            yield Segment(one.debut + shift, one.fin + shift, one.tranche, one.reperes)

    @cached_property
    def _lists(self) -> dict[str, list[str]]:
        return {
            n: [one.slug for one in liste] for n, liste in self.programme.config.listes.items()
        }

    @cached_property
    def counted(self) -> list[str]:
        return [public.slug for public in self.programme.config.comptes()]

    @cached_property
    def _publics(self) -> list[str]:
        return [public.slug for public in self.programme.config.sollicitants()]

    @cached_property
    def _partners(self) -> list[str]:
        return [partenaire.slug for partenaire in self.programme.config.annuaire]


def instant(day: date, hour: time) -> datetime:
    """That hour in Paris, in UTC."""
    return datetime.combine(day, hour, PARIS).astimezone(UTC)


def tranche_of(soiree: Soiree, le: datetime) -> str:
    return next((s.tranche for s in soiree.segments if le < s.fin), soiree.segments[-1].tranche)


def _overlays(day: date, calendrier: Calendrier) -> tuple[bool, bool]:
    away = any(one.du <= day < one.reprise for one in calendrier.vacances)
    return away, day in calendrier.feries
