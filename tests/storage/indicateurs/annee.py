"""A simulated year, and every place and time of it that a figure may tell.

`python -m tests.storage.indicateurs.annee` lives it again (two minutes) and writes `annee.sql.gz`:
the rows of the trade alone, at the schema of that day, which is then brought to today's. That of
Mons, by hand: `ANNEE=mons` before this command, or before a test that reads a year.
"""

from __future__ import annotations

import gzip
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final

from sqlalchemy import select, update

from bot.clock import PARIS
from bot.domain.complementarite import VILLE
from bot.domain.interventions import add_months
from bot.simulation.demonstration import demonstration
from bot.simulation.direct import Direct
from bot.simulation.histoire import Periode, simulate
from storage.dispositif import Dispositif, load, packaged
from storage.figures import Lieu, lieux
from storage.machine import migrate
from storage.machine.db import Database, Tx
from storage.models import Base, EcheanceFaite, PresenceActeur
from storage.models.saisies import LISTE
from storage.programme import Programme
from storage.referential import synchronise
from tests.storage.indicateurs.verites.brut import Brut

VILLE_LUE: Final = os.environ.get("ANNEE", "amiens")
PERIODE: Final = Periode.ending(date(2026, 11, 29), 52)
"""From a Monday to a Sunday."""
READ_ON: Final = datetime(2026, 11, 30, 7, tzinfo=UTC)
MOIS: Final = 12
LOGEMENTS: Final = 510
NULLE_PART: Final = "nulle part"
"""A place without any site, as most quartiers are."""
SEED: Final = 1
MACHINERY: Final = (
    *("conversation", "inbox", "outbox", "cle_sortie", "tableau", "geste", "bail"),
    *("sceau", "ancre", "invitation", "digest", "digest_envoi", "sqlite_stat1"),
    *("temps_cumule", "question_securite", "alerte", "publication"),
    "passage WHERE tache <> 'hors_terrain_dit'",
    "audit WHERE objet <> 'preconisation'",
)
"""No figure is made of them; what was published of that year was before its oddities."""
ODD: Final = 0.15
"""So many rows say what a simulated mediator never says: a gender, an event, a deletion."""
CALME: Final = datetime(2026, 7, 1, tzinfo=UTC)
"""From then on nothing is odd: what wants a whole record has one."""
SEMAINE: Final = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Portee:
    """A place of which figures are told."""

    nom: str
    lieux: tuple[Lieu, ...]


@dataclass(frozen=True)
class Annee:
    """The base of that year, open; its last place is the programme."""

    tx: Tx
    programme: Programme
    portees: Sequence[Portee]
    brut: Brut


def dump(ville: str = VILLE_LUE) -> Path:
    """The year of that town."""
    return Path(__file__).with_name(
        "annee.sql.gz" if ville == "amiens" else f"annee_{ville}.sql.gz"
    )


def config(ville: str = VILLE_LUE) -> Dispositif:
    """That of Amiens, or of Mons, whose landlord says how large its stock is."""
    file = load(packaged(ville))
    services = tuple(
        one.model_copy(update={"nb_logements": LOGEMENTS}) if one.bailleur else one
        for one in file.services
    )
    stocked = file.model_copy(update={"services": services})
    return demonstration(stocked, 1, PERIODE.premier, PERIODE.dernier)


def ouverte(database: Database) -> Iterator[Annee]:
    """In a transaction that is undone: the year, with its oddities."""
    with vecue(database, VILLE_LUE) as (tx, programme):
        _troubled(tx, programme)
        yield Annee(tx, programme, tuple(portees(tx, programme)), Brut(tx, programme))


@contextmanager
def vecue(database: Database, ville: str) -> Iterator[tuple[Tx, Programme]]:
    """The year of that town as it was lived, in an empty base, in a transaction."""
    with closing(sqlite3.connect(str(database.engine.url.database))) as connection:
        connection.executescript(gzip.decompress(dump(ville).read_bytes()).decode())
    migrate.upgrade(database)
    with database.transaction() as tx:
        yield tx, synchronise(tx, config(ville), READ_ON)


def portees(tx: Tx, programme: Programme) -> Iterator[Portee]:
    """Each site, quartier, territoire, then the whole programme."""
    every = lieux(tx, programme.id)
    quartier_of = {site.slug: site.quartier for site in programme.config.sites}
    for lieu in every:
        yield Portee(lieu.label, (lieu,))
    for quartier in programme.config.quartiers:
        mine = tuple(one for one in every if quartier_of[one.slug] == quartier.slug)
        if mine:
            yield Portee(quartier.label, mine)
    yield Portee(NULLE_PART, ())
    for territoire in programme.config.territoires:
        mine = tuple(one for one in every if one.territoire == territoire.slug)
        yield Portee(territoire.label, mine)
    yield Portee(programme.config.nom, every)


def semaines() -> list[date]:
    """The Mondays of the year, and the one after."""
    return [PERIODE.premier + timedelta(weeks=rank) for rank in range(PERIODE.semaines + 1)]


def mois(pas: int = 1) -> list[date]:
    """The first days of its months, or of its quarters, and the one after the last."""
    return [add_months(PERIODE.premier, rank) for rank in range(0, MOIS + 1, pas)]


def minuit(jour: date) -> datetime:
    return datetime.combine(jour, time(0), PARIS).astimezone(UTC)


def _troubled(tx: Tx, programme: Programme) -> None:
    """Words where there was none, presences in doubt, entries deleted: the same at each run.

    And two other actors, whom a simulation does not know: the Ville's mediators, and one who never
    said of which kind it is.
    """
    chance = Random(SEED)  # noqa: S311
    for table in Base.metadata.sorted_tables:
        for row in tx.execute(select(table)).all() if "site_id" in table.c else ():
            if _moment(row) >= CALME:
                continue
            if changes := dict(_oddities(table, row, programme.config, chance)):
                tx.execute(update(table).where(table.c.id == row.id).values(changes))

    _rare(tx)
    _taken_back(tx, chance)
    _ticked(tx, programme)
    named = (one.label for one in programme.config.annuaire if VILLE in one.domaines)
    ville = next(named, "Médiation de la ville")
    for rang in range(PERIODE.semaines):
        jour = PERIODE.premier + rang * SEMAINE
        _announced(tx, programme, ville, jour + timedelta(days=rang % 7))
        _announced(tx, programme, "Une association", jour)


def _rare(tx: Tx) -> None:
    """Nearly nobody of one age was met."""
    table = Base.metadata.tables["rencontre"]
    old = (table.c.public == "seniors", table.c.le < CALME, table.c.id % 10 > 0)
    tx.execute(update(table).where(*old).values(public="adultes"))


def _taken_back(tx: Tx, chance: Random) -> None:
    """Some answers were, three days later; never the last one, by which it is closed, or not."""
    for nom in ("relais", "signalement"):
        table = Base.metadata.tables[f"{nom}_acte"]
        rows = tx.execute(select(table).order_by(table.c.id)).all()
        last = {getattr(row, f"{nom}_id"): row.id for row in rows}
        for row in rows:
            answered = row.acte not in ("transmettre", "emettre") and row.le < CALME
            if answered and row.id not in last.values() and chance.random() < ODD:
                back = {"defait_le": row.le + timedelta(days=3)}
                tx.execute(update(table).where(table.c.id == row.id).values(back))


def _ticked(tx: Tx, programme: Programme) -> None:
    """The report of every other mission came a week after its end."""
    for one in programme.config.interventions[::2]:
        tx.add(
            EcheanceFaite(
                dispositif_id=programme.id,
                intervention_id=programme.interventions[one.slug],
                quoi="compte-rendu",
                faite_le=minuit(one.fin) + SEMAINE,
            )
        )


def _announced(tx: Tx, programme: Programme, acteur: str, jour: date) -> None:
    """From 17:00 to 20:00, in a quartier that changes each week."""
    quartiers = programme.config.quartiers
    tx.add(
        PresenceActeur(
            dispositif_id=programme.id,
            acteur=acteur,
            type_acteur=None if acteur == "Une association" else "ville",
            quartier=quartiers[jour.day % len(quartiers)].slug,
            jour=jour,
            de=time(17),
            a=time(20),
            ajoutee_le=READ_ON,
            source=f"annee:{acteur}:{jour}",
        )
    )
    tx.flush()


def _moment(row: Any) -> datetime:
    """When it was noted; of what has no such time, the quiet part of the year."""
    names = ("le", "debut", "emis_le", "ouvert_le", "recue_le")
    found = (getattr(row, name, None) for name in names)
    return next((one for one in found if isinstance(one, datetime)), CALME)


def _oddities(
    table: Any, row: Any, config: Dispositif, chance: Random
) -> Iterator[tuple[str, Any]]:
    for column in table.c:
        said = getattr(row, column.name)
        if chance.random() > ODD:
            continue
        if said is None and (words := _words(config, column.info.get(LISTE, ""))):
            yield column.name, chance.choice(words)
        elif column.name == "a_confirmer":
            yield column.name, True
        elif column.name == "mediateurs":
            yield column.name, 3
        elif column.name == "premiere_fois":
            yield column.name, chance.choice((0, 25, 50, 90))
        elif column.name == "supprimee_le" and chance.random() < ODD:
            yield column.name, READ_ON


def _words(config: Dispositif, liste: str) -> list[str]:
    """« listes.genre », « publics », « periodes.reperes » of the file."""
    whole, _, name = liste.partition(".")
    lines: Any = getattr(config, whole, ())
    if name:
        lines = lines.get(name, ()) if isinstance(lines, dict) else getattr(lines, name)
    return [line.slug for line in lines]


def main() -> None:
    """Live the year again."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "annee.db"
        with closing(Database(f"sqlite:///{path}")) as database:
            migrate.upgrade(database)
            simulate(database, config(), PERIODE, SEED, voix=Direct)
        with closing(sqlite3.connect(path)) as connection:
            for table in MACHINERY:
                connection.execute(f"DELETE FROM {table}")
            connection.commit()
            dump().write_bytes(gzip.compress("\n".join(connection.iterdump()).encode(), mtime=0))


if __name__ == "__main__":
    main()
