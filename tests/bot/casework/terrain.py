"""An evening's cast for the tests of casework and pages: two mediators, a coordination."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from bot.casework.relais import actes as relais
from bot.casework.signalement import actes as casework
from bot.casework.signalement.deed import DeedSignalement
from bot.casework.signalement.defaut import Defaut
from bot.clock import MovableClock
from bot.domain.periodes import tranche_at
from bot.domain.vies.signalement import ActeSignalement
from bot.domain.vies.vie import Acteur
from storage import textes
from storage.dispositif import Dispositif
from storage.machine.db import Database, Tx
from storage.machine.outbox import SENT
from storage.models import (
    Alerte,
    Audit,
    Outbox,
    Personne,
    Relais,
    ServiceRow,
    Signalement,
    Sollicitation,
)
from storage.photos import LIBRE
from storage.programme import Programme
from storage.referential import synchronise
from storage.work import Work
from tests.storage.dispositif_cast import example

SOIR = datetime(2026, 11, 17, 16, 40, tzinfo=UTC)
"""Tuesday 17 November 2026, 17:40 in Paris."""

MEDIATRICE, BINOME, COORDINATRICE = 501, 502, 503
"""Telegram ids, private chats too."""

GROUPE = -1001
ECLAIRAGE = "eclairage@amiens.example.org"
PROXIMITE = "proximite-ouest@amiens.example.org"
"""Of the territoire of Site A."""
SERVICE = "service:sv-eclairage:email"


@dataclass
class Terrain:
    """A database with the packaged Amiens example and its people; the clock stands still."""

    database: Database
    programme: Programme
    clock: MovableClock
    people: dict[int, int]
    sources: Iterator[int] = field(default_factory=lambda: iter(range(1, 10_000)))

    @contextmanager
    def tx(self) -> Iterator[Tx]:
        with self.database.transaction() as tx:
            yield tx

    @contextmanager
    def work(self) -> Iterator[Work]:
        """A unit of work, at the hour of the clock."""
        with self.tx() as tx:
            yield Work(tx, self.programme, self.clock.now())

    def source(self) -> str:
        return f"essai:{next(self.sources)}"

    def register_group(self, service: str = "sv-eclairage", chat: int = GROUPE) -> None:
        with self.tx() as tx:
            tx.get_one(ServiceRow, self.programme.services[service]).groupe_telegram = chat

    def emit(self, **changes: Any) -> int:
        """A dead street lamp on Site A; its id."""
        with self.work() as work:
            return casework.emit(work, self.lampadaire(work, **changes)).signalement.id

    def lampadaire(
        self, work: Work, *, photos: int = 0, lieu: str = "devant l'arrêt de bus", **changes: Any
    ) -> Defaut:
        """It, changed: site, catégorie and urgence by their slugs."""
        config = self.programme.config
        said = {"site": "site-a", "categorie": "vt-eclairage-public", "urgence": "u2"}
        found = {name: getattr(config, name)(changes.pop(name, said[name])) for name in said}
        facts: dict[str, Any] = {
            "service": "sv-eclairage",
            "ou": "Site A",
            "lieu": textes.verifie(work, lieu, lieu=True),
            "sortie": LIBRE,
            "photos": [{"file_id": f"fichier-{rank}"} for rank in range(photos)],
        }
        author = work.tx.get_one(Personne, self.people[MEDIATRICE])
        return Defaut(auteur=author, source=self.source(), **(found | facts | changes))

    def act(
        self, signalement_id: int, acte: ActeSignalement, par: str = SERVICE, **more: Any
    ) -> None:
        role = Acteur(par.partition(":")[0])
        deed = DeedSignalement(acte, par, role, **({"source": self.source()} | more))
        with self.work() as work:
            casework.act(work, signalement_id, deed)

    def hand_over(self) -> Relais:
        """Somebody met on Site A agreed to see the Mission locale; the word is drawn."""
        with self.work() as work:
            asked = Sollicitation(
                dispositif_id=self.programme.id,
                site_id=self.programme.sites["site-a"],
                binome_id=self.programme.binomes["binome-1"],
                auteur_id=self.people[MEDIATRICE],
                le=work.now,
                tranche=tranche_at(work.now, self.programme.calendrier),
                source=self.source(),
                public="ados",
                type="emploi-formation",
                reponse="relais",
                domaine="emploi",
                partenaire="pa-mission-locale",
            )
            work.tx.add(asked)
            work.tx.flush()
            return relais.hand_over(work, asked, "emploi")

    def mediateur(self, telegram_id: int) -> str:
        return f"mediateur:{self.people[telegram_id]}"

    def row(self, signalement_id: int) -> Signalement:
        with self.tx() as tx:
            return tx.get_one(Signalement, signalement_id)

    def audited(self) -> list[tuple[str, str, str]]:
        """(deed, table, detail) of every line of the audit."""
        with self.tx() as tx:
            lines = tx.scalars(select(Audit).order_by(Audit.id))
            return [(line.acte, line.objet, line.detail) for line in lines]

    def alertes(self) -> list[Alerte]:
        with self.tx() as tx:
            return list(tx.scalars(select(Alerte).order_by(Alerte.id)))

    def outbox(self, address: int | str | None = None) -> list[Outbox]:
        """Messages queued, oldest first; those for `address` when it is given."""
        with self.tx() as tx:
            rows = list(tx.scalars(select(Outbox).order_by(Outbox.id)))
        return [row for row in rows if address is None or row.adresse == str(address)]

    def texts(self, address: int | str) -> list[str]:
        return [row.contenu["text"] for row in self.outbox(address)]

    def all_sent(self) -> None:
        """As if the outbox had sent what waits, whatever its hour."""
        with self.tx() as tx:
            for row in tx.scalars(select(Outbox)):
                row.etat = SENT
            for number, alerte in enumerate(tx.scalars(select(Alerte)), start=700):
                alerte.envoyee_le = self.clock.now()
                if alerte.canal == "telegram":
                    alerte.message_id = number


def open_terrain(database: Database, config: Dispositif | None = None) -> Terrain:
    """The cast in an empty database; without `config`, the packaged Amiens example."""
    clock = MovableClock(SOIR, frozen=True)
    with database.transaction() as tx:
        programme = synchronise(tx, config or example("amiens"), clock.now())
        people = {
            telegram_id: _person(tx, programme, telegram_id, role)
            for telegram_id, role in (
                (MEDIATRICE, "mediateur"),
                (BINOME, "mediateur"),
                (COORDINATRICE, "coordination"),
            )
        }
    return Terrain(database, programme, clock, people)


def _person(tx: Tx, programme: Programme, telegram_id: int, role: str) -> int:
    person = Personne(
        dispositif_id=programme.id,
        binome_id=programme.binomes["binome-1"] if role == "mediateur" else None,
        role=role,
        prenom="",
        telegram_id=telegram_id,
        charte_le=SOIR,
    )
    tx.add(person)
    tx.flush()
    return person.id
