"""What each week leaves beside the evenings: planning, time out of the street, grid, meetings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from digests import due
from storage.models import (
    ActionCollective,
    CreneauPrevu,
    Difficulte,
    Digest,
    DigestEnvoi,
    Etonnement,
    HorsTerrain,
    LienActeur,
    PresenceActeur,
    ReleveSite,
    Reunion,
    TacheFaite,
)
from tests.bench.plume import Equipe, Plume, Soiree, instant

PLANNED_AHEAD = 2
"""Weeks whose planning is written down, this one counted."""
ACTORS = 10
DIGEST_DAYS = 7
"""After the Monday of a week, its point hebdo leaves."""


class Semaines:
    """Once a week, for each binôme or for the whole programme."""

    def __init__(self, plume: Plume) -> None:
        self._plume = plume
        self._add = plume.vrac.add
        self._today = plume.now.date()

    def plan(self, equipes: Iterable[Equipe], monday: date) -> None:
        """The week as the coordination wrote it down."""
        for equipe in equipes:
            for creneau in equipe.creneaux:
                self._add(
                    CreneauPrevu,
                    dispositif_id=self._plume.programme.id,
                    binome_id=equipe.binome_id,
                    site_id=creneau.site_id,
                    jour=monday + timedelta(days=creneau.jour),
                    de=creneau.de,
                    a=creneau.a,
                    annule=False,
                    source=self._plume.source(),
                )

    def ended(self, equipe: Equipe, soirees: list[Soiree], monday: date) -> None:
        """What a binôme noted of its week, at the end of it."""
        for soiree in soirees:
            if self._plume.chance(0.4):
                self._out_of_the_street(equipe, soiree.debut.date())
        if not soirees:
            return
        last = soirees[-1]
        if self._plume.chance(0.2):
            question = self._plume.one("etonnement_questions")
            self._street(Etonnement, last, lundi=monday, question=question)
        if self._plume.chance(0.06):
            self._group(last)
        if self._plume.chance(0.03):
            nature = self._plume.one("difficultes_pro")
            self._street(Difficulte, last, nature=nature, prevenue=False)
        if self._plume.chance(0.03):
            self._street(ReleveSite, last, mesure="libre", notes={"g-entretien": 2})

    def shared(self, monday: date) -> None:
        """The grid of the other actors, and each comité's point hebdo and meeting."""
        for rank in range(ACTORS):
            self._actor(rank, monday)
        for comite in self._plume.programme.config.comites:
            self._digest(comite.slug, [one.email for one in comite.destinataires], monday)
            if monday.day <= DIGEST_DAYS and monday < self._today:
                self._meeting(comite.slug, monday)

    def links(self) -> None:
        """One for each partner that keeps its line of the grid."""
        for partenaire in self._plume.programme.config.annuaire:
            owner = self._plume.programme.id
            self._add(LienActeur, dispositif_id=owner, partenaire=partenaire.slug)

    def _out_of_the_street(self, equipe: Equipe, jour: date) -> None:
        author = self._plume.hasard.choice(equipe.auteurs)
        le = instant(jour, time(21, 30))
        self._add(
            HorsTerrain,
            dispositif_id=self._plume.programme.id,
            binome_id=equipe.binome_id,
            auteur_id=author,
            jour=jour,
            categorie=self._plume.one("temps_hors_terrain"),
            minutes=30 * self._plume.hasard.randrange(1, 7),
            le=le,
            source=self._plume.source(),
        )
        period = f"{author}:{jour.isoformat()}:{self._plume.source()}"
        self._add(TacheFaite, tache="hors_terrain", periode=period, le=le)

    def _street(self, model: Any, soiree: Soiree, **more: Any) -> None:
        self._add(model, **self._plume.entry(soiree), **more)

    def _group(self, soiree: Soiree) -> None:
        self._street(
            ActionCollective,
            soiree,
            type=self._plume.one("types_action"),
            theme=self._plume.one("themes_action"),
            participants=self._plume.one("tranches_participants"),
            partenaires=[self._plume.one("partenaires_types")],
        )

    def _actor(self, rank: int, monday: date) -> None:
        config = self._plume.programme.config
        self._add(
            PresenceActeur,
            dispositif_id=self._plume.programme.id,
            acteur=config.annuaire[rank % len(config.annuaire)].label,
            quartier=config.quartiers[rank % len(config.quartiers)].slug,
            jour=monday + timedelta(days=rank % 6),
            de=time(14),
            a=time(17),
            ajoutee_le=instant(monday, time(9)),
            source=self._plume.source(),
        )

    def _digest(self, comite: str, addresses: list[str], monday: date) -> None:
        left = instant(monday + timedelta(days=DIGEST_DAYS), time(8))
        if left > self._plume.now:
            return
        owner = self._plume.programme.id
        frozen = {"dispositif_id": owner, "comite": comite, "lundi": monday, "fige_le": left}
        digest_id = self._add(Digest, **frozen, rythme="hebdo", instantane={})
        self._add(
            TacheFaite, tache=due.MAILED["hebdo"], periode=f"{owner}:{comite}:{monday}", le=left
        )
        for address in addresses:
            sent = {"canal": "email", "adresse": address, "creee_le": left, "envoyee_le": left}
            self._add(DigestEnvoi, digest_id=digest_id, **sent)

    def _meeting(self, comite: str, jour: date) -> None:
        told = {"tenue": True, "decisions": "", "source": self._plume.source()}
        owner = self._plume.programme.id
        self._add(Reunion, dispositif_id=owner, comite=comite, jour=jour, **told)
