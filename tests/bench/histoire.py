"""Years of a programme, written at once: `python -m tests.bench.histoire FILE --annees 10`.

The same numbers make the same rows. Whoever serves the base gives the bot `ville.dispositif` of
as many binômes; people at work are added by `crowd.at_work`.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

from sqlalchemy import Connection

from bot.domain.semaine import JOURS
from bot.sandbox.burst import FIRST_PERSON
from storage.machine import migrate
from storage.machine.db import Database
from storage.models import BinomeRow, Conversation, Inbox, Personne
from storage.referential import synchronise
from tests.bench import crowd, ville
from tests.bench.plume import Creneau, Equipe, Plume, Soiree
from tests.bench.semaines import PLANNED_AHEAD, Semaines
from tests.bench.soirees import Soirees
from tests.bench.suivis import Suivis
from tests.bench.vrac import Vrac

EVENING: Final = datetime(2026, 11, 17, 17, 30, tzinfo=UTC)
"""Tuesday 17 November 2026, 18:30 in Paris: when the bench's history ends."""
FIRST_TALK: Final = 10_001
"""The conversations of history come after those of the crowd, which a burst names by rank."""
FORMER: Final = 10
"""One binôme more in so many was dissolved half-way."""
COORDINATION: Final = FIRST_PERSON - 1
WEEKS_A_YEAR, WORKED = 52, 45 / 52
UPDATES_KEPT, UPDATES_A_BINOME = timedelta(hours=48), 60


@dataclass(frozen=True, slots=True)
class Taille:
    """How much; 0 years is a programme that opened two weeks ago."""

    binomes: int
    annees: int

    def first_monday(self, now: datetime) -> date:
        monday = now.date() - timedelta(days=now.weekday())
        return monday - timedelta(weeks=self.annees * WEEKS_A_YEAR or 2)


def fill(database: Database, taille: Taille, now: datetime = EVENING, seed: int = 1) -> int:
    """Write everything up to `now` into a fresh database; how many rows."""
    migrate.upgrade(database)
    first = taille.first_monday(now)
    with database.transaction() as tx:
        joined = datetime.combine(first, datetime.min.time(), UTC)
        programme = synchronise(tx, ville.dispositif(taille.binomes), joined)
        crowd.keyboards_known(tx, programme, joined)
    with _careless(database) as connection, connection.begin():
        vrac = Vrac(connection)
        vrac.begin_at(Conversation, FIRST_TALK)
        _History(Plume(vrac, programme, now, Random(seed)), taille, first).write()  # noqa: S311
        vrac.close()
    # Nobody else is given the careless connection.
    database.engine.dispose()
    return vrac.rows


def _careless(database: Database) -> Connection:
    """A base that breaks while it is made is made again: no need to wait for the disk."""
    connection = database.engine.connect()
    if database.is_sqlite:
        cursor = connection.connection.cursor()
        for pragma in ("synchronous=OFF", "cache_size=-400000", "secure_delete=OFF"):
            cursor.execute(f"PRAGMA {pragma}")
    return connection


class _History:
    """Week after week, every binôme of that time."""

    def __init__(self, plume: Plume, taille: Taille, first: date) -> None:
        self._plume = plume
        self._taille = taille
        self._first = first
        self._joined = datetime.combine(first, datetime.min.time(), UTC)
        self._semaines, self._suivis = Semaines(plume), Suivis(plume)
        self._soirees = Soirees(plume)

    def write(self) -> None:
        equipes = [*self._at_work(), *self._former()]
        self._person(None, "coordination", COORDINATION)
        self._semaines.links()
        monday, last = self._first, self._plume.now.date()
        while monday <= last:
            self._week([one for one in equipes if one.fin is None or monday < one.fin], monday)
            self._plume.vrac.load_if_full()
            monday += timedelta(weeks=1)
        for ahead in range(1, PLANNED_AHEAD):
            self._semaines.plan(equipes, monday + timedelta(weeks=ahead - 1))
        self._suivis.close()
        self._inbox()

    def _week(self, equipes: list[Equipe], monday: date) -> None:
        self._semaines.plan(equipes, monday)
        evenings = sorted(
            (
                (monday + timedelta(days=creneau.jour), rank, creneau)
                for rank, equipe in enumerate(equipes)
                if self._plume.chance(WORKED)
                for creneau in equipe.creneaux
            ),
            key=lambda one: one[:2],
        )
        lived: dict[int, list[Soiree]] = {}
        for day, rank, creneau in evenings:
            if day < self._plume.now.date():
                lived.setdefault(rank, []).append(self._evening(equipes[rank], creneau, day))
        for rank, soirees in lived.items():
            self._semaines.ended(equipes[rank], soirees, monday)
        self._semaines.shared(monday)

    def _evening(self, equipe: Equipe, creneau: Creneau, day: date) -> Soiree:
        soiree = self._soirees.evening(equipe, creneau, day)
        self._suivis.begin(soiree)
        return soiree

    def _at_work(self) -> Iterator[Equipe]:
        for rank in range(self._taille.binomes):
            binome_id = self._plume.programme.binomes[ville.slug(rank)]
            yield self._equipe(rank, binome_id, None)

    def _former(self) -> Iterator[Equipe]:
        """Dissolved half-way: their rows left the file, their members were revoked."""
        half = self._first + (self._plume.now.date() - self._first) / 2
        for rank in range(-(-self._taille.binomes // FORMER)):
            binome_id = self._plume.vrac.add(
                BinomeRow,
                dispositif_id=self._plume.programme.id,
                slug=f"ancien-{rank + 1}",
                label=f"Ancien {rank + 1}",
                actif=False,
            )
            yield self._equipe(self._taille.binomes + rank, binome_id, half)

    def _equipe(self, rank: int, binome_id: int, fin: date | None) -> Equipe:
        """Two mediators; the creneaux of a former one are those of the first in the file."""
        chats = (FIRST_PERSON + 2 * rank, FIRST_PERSON + 2 * rank + 1)
        auteurs = tuple(self._person(binome_id, "mediateur", chat, fin) for chat in chats)
        creneaux = tuple(self._creneaux(ville.slug(rank % self._taille.binomes)))
        return Equipe(binome_id, auteurs, chats, creneaux, fin)

    def _creneaux(self, binome: str) -> Iterator[Creneau]:
        programme = self._plume.programme
        for line in programme.config.creneaux:
            if line.binome == binome:
                jour = JOURS.index(line.jour)
                yield Creneau(jour, line.de, line.a, programme.sites[line.site])

    def _person(
        self, binome_id: int | None, role: str, account: int, fin: date | None = None
    ) -> int:
        return self._plume.vrac.add(
            Personne,
            dispositif_id=self._plume.programme.id,
            binome_id=binome_id,
            role=role,
            prenom="Médiatrice",
            telegram_id=account,
            charte_le=self._joined,
            revoquee_le=fin and datetime.combine(fin, datetime.min.time(), UTC),
        )

    def _inbox(self) -> None:
        """Updates handled in the last two days: nothing is left of them but their numbers."""
        count = self._taille.binomes * UPDATES_A_BINOME
        for rank in range(count):
            self._plume.vrac.add(
                Inbox,
                bot_id=1,
                update_id=rank,
                voie="",
                contenu="{}",
                recu_le=self._plume.now - UPDATES_KEPT * (1 - rank / count),
                etat="done",
                essais=0,
            )


def main() -> None:
    """Rows and seconds of one base."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--binomes", type=int, default=50)
    parser.add_argument("--annees", type=int, default=10)
    asked = parser.parse_args()
    database = Database(f"sqlite:///{asked.file.resolve()}")
    began = time.perf_counter()
    rows = fill(database, Taille(asked.binomes, asked.annees))
    database.close()
    print(
        f"{rows} lignes, {time.perf_counter() - began:.1f} s, {asked.file.stat().st_size} octets"
    )


if __name__ == "__main__":
    main()
