"""A team at work, told in a few words: what the tests of the point hebdo put into the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from bot.clock import PARIS
from bot.domain.periodes import tranche_at
from storage import presences, rencontres
from storage.dispositif import Dispositif
from storage.machine.db import Tx
from storage.models import Personne, Presence, Signalement, SignalementActe
from storage.presences import NouvellePresence
from storage.programme import Programme
from storage.referential import synchronise
from storage.rencontres import Met
from storage.textes import relu
from tests.storage.dispositif_cast import example

CANARI = "Canari Rossignol, 12 rue du Nid, 06 39 98 01 23"
"""Stands for what must never leave the team, wherever a text may be stored."""


def paris(text: str) -> datetime:
    """« 2026-11-17 17:04 » on a clock in Paris, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


@dataclass
class Scene:
    """The programme of Amiens (or another) with one mediator, in one transaction."""

    tx: Tx
    programme: Programme
    auteur: int
    _serial: count[int] = field(default_factory=lambda: count(1))
    _numeros: count[int] = field(default_factory=lambda: count(1))

    def presence(
        self, debut: str, fin: str | None, *, site: str = "site-a", mediateurs: int = 2
    ) -> Presence:
        """A presence of binôme 1, closed and cut into periods when `fin` is given."""
        presence = presences.open_presence(
            self.tx,
            NouvellePresence(
                dispositif_id=self.programme.id,
                site_id=self.programme.sites[site],
                intervention_id=None,
                binome_id=self._binome,
                auteur_id=self.auteur,
                debut=paris(debut),
                fin_prevue=paris(debut) + timedelta(hours=4),
                mode="tournee",
                mediateurs=mediateurs,
                source=self._source(),
            ),
        )
        if fin:
            presences.close_presence(self.tx, presence, paris(fin), self.programme.calendrier)
        return presence

    def rencontres(self, le: str, *, site: str = "site-a", **counts: int) -> None:
        """Encounters by public (underscores for dashes) at one instant."""
        moment = paris(le)
        met = Met(
            dispositif_id=self.programme.id,
            site_id=self.programme.sites[site],
            presence_id=None,
            binome_id=self._binome,
            auteur_id=self.auteur,
            conversation_id=None,
            le=moment,
            tranche=tranche_at(moment, self.programme.calendrier),
            source=self._source(),
        )
        rencontres.add(self.tx, met, {k.replace("_", "-"): n for k, n in counts.items()})
        self.tx.flush()

    def signalement(
        self,
        emis: str,
        *,
        site: str = "site-a",
        categorie: str = "vt-eclairage-public",
        service: str = "sv-eclairage",
        delai_heures: int = 72,
    ) -> Signalement:
        row = Signalement(
            dispositif_id=self.programme.id,
            site_id=self.programme.sites[site],
            binome_id=self._binome,
            auteur_id=self.auteur,
            numero=next(self._numeros),
            categorie=categorie,
            urgence="u2",
            danger=False,
            service=service,
            lieu=relu(CANARI),
            statut="emis",
            emis_le=paris(emis),
            echeance=paris(emis) + timedelta(hours=delai_heures),
            source=self._source(),
        )
        self.tx.add(row)
        self.tx.flush()
        self.acte(row, "emis", emis)
        return row

    def acte(self, signalement: Signalement, vers: str, le: str) -> None:
        """One more step in its life, as the casework appends it."""
        self.tx.add(
            SignalementActe(
                signalement_id=signalement.id,
                le=paris(le),
                acte=f"vers_{vers}",
                de=signalement.statut,
                vers=vers,
                par="mediateur:1",
                motif=CANARI,
            )
        )
        signalement.statut = vers
        self.tx.flush()

    @property
    def _binome(self) -> int:
        return self.programme.binomes["binome-1"]

    def _source(self) -> str:
        return f"scene:{next(self._serial)}"


def amiens() -> Dispositif:
    return example("amiens")


def open_scene(
    tx: Tx, config: Dispositif | None = None, joined: str = "2026-10-05 09:00"
) -> Scene:
    """The rows of a dispositif (Amiens by default), whose mediator joined on that day."""
    programme = synchronise(tx, config or amiens(), paris(joined))
    mediateur = Personne(
        dispositif_id=programme.id,
        binome_id=programme.binomes["binome-1"],
        role="mediateur",
        prenom=CANARI,
        telegram_id=7001,
        charte_le=paris(joined),
    )
    tx.add(mediateur)
    tx.flush()
    return Scene(tx, programme, mediateur.id)
