"""`carnet simuler`: a believable past in a base where nobody real is; nothing leaves it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import select

from bot import garbage
from bot.clock import paris
from bot.rendering import render_line
from bot.settings import Settings
from bot.simulation.demonstration import MOST_BINOMES, demonstration, written
from bot.simulation.histoire import Periode, simulate
from bot.simulation.vecu import vecu
from bot.terminal.office import base
from bot.words import date_longue, pluriel
from storage.dispositif import Dispositif, DispositifError
from storage.machine import migrate
from storage.machine.db import Database, Tx
from storage.models import DispositifRow, Personne
from storage.people import FIRST_SIMULATED

LONGEST: Final = 260
"""Weeks: five years, more than a convention ever lasts (000 l.91)."""
NEW_BASE: Final = (
    "donnez une base neuve, par exemple CARNET_DATABASE_URL=sqlite:///var/simulation.db"
)
REAL: Final = (
    "CARNET_DATABASE_URL : cette base connaît de vraies personnes ; un passé inventé s'y mêlerait "
    f"à leur travail. Rien n'a été écrit : {NEW_BASE}"
)
ALREADY: Final = f"CARNET_DATABASE_URL : cette base a déjà un passé simulé ; {NEW_BASE}"
OTHER: Final = "CARNET_DATABASE_URL : cette base sert déjà « {{ slug }} » ; "
REFUSED: Final = ("réponse que le bot a refusée", "réponses que le bot a refusées")
EVERY: Final = 4
"""Weeks between two lines that say how far it is."""
Dit = Callable[[str], None]


class SimulationRefusee(Exception):
    """Why no past is written, in French, with the mend."""


@dataclass(frozen=True, slots=True)
class Commande:
    """What is asked for."""

    semaines: int
    binomes: int
    graine: int
    fin: str | None
    """« 2026-11-15 », the last day lived; None for yesterday, or the end of the convention."""
    fichier: Path
    """Where the dispositif of the simulation is written."""


def simuler(
    settings: Settings, config: Dispositif, asked: Commande, now: datetime, dit: Dit
) -> None:
    """Check, live, say what was lived. Raises SimulationRefusee before anything is written."""
    periode = _periode(config, asked, now)
    shown = _shown(config, asked.binomes, periode)
    with base(settings) as database:
        _check_base(database, config.slug)
    asked.fichier.parent.mkdir(parents=True, exist_ok=True)
    asked.fichier.write_text(written(shown), encoding="utf-8")
    garbage.keep()
    with closing(Database(settings.database_url)) as database:
        began = time.perf_counter()
        refused = simulate(database, shown, periode, asked.graine, _advance(periode, dit))
        with database.transaction() as tx:
            lived = vecu(tx).lines()
        seconds = time.perf_counter() - began
    for line in _said(asked, periode, seconds, lived, refused.total()):
        dit(line)


def _shown(config: Dispositif, binomes: int, periode: Periode) -> Dispositif:
    """The programme of the simulation. Raises SimulationRefusee for a file that cannot bear it."""
    try:
        return demonstration(config, binomes, periode.premier, periode.dernier)
    except DispositifError as error:
        raise SimulationRefusee(str(error)) from error


def _periode(config: Dispositif, asked: Commande, now: datetime) -> Periode:
    """From so many weeks before its end. Raises SimulationRefusee."""
    if not 1 <= asked.semaines <= LONGEST:
        raise SimulationRefusee(f"--semaines : de 1 à {LONGEST} ; vous demandez {asked.semaines}")
    if not 1 <= asked.binomes <= MOST_BINOMES:
        raise SimulationRefusee(
            f"--binomes : de 1 à {MOST_BINOMES} ; vous demandez {asked.binomes}"
        )
    return Periode.ending(_last_day(config, asked.fin, now), asked.semaines)


def _last_day(config: Dispositif, fin: str | None, now: datetime) -> date:
    """A past ends yesterday at the latest, and within the convention."""
    yesterday = paris(now).date() - timedelta(days=1)
    latest = min(yesterday, config.convention.fin_max or config.convention.fin)
    if fin is None:
        return min(yesterday, config.convention.fin)
    try:
        day = date.fromisoformat(fin)
    except ValueError:
        raise SimulationRefusee(
            f"--fin : « {fin} » n'est pas une date ; écrivez par exemple {latest.isoformat()}"
        ) from None
    if day > latest:
        why = "un passé s'arrête hier" if day > yesterday else "la convention est finie ce jour-là"
        raise SimulationRefusee(f"--fin : {why} ; au plus tard {latest.isoformat()}")
    return day


def _check_base(database: Database, slug: str) -> None:
    """Raises SimulationRefusee for a base that anybody, or another programme, is in."""
    migrate.upgrade(database)
    with database.transaction() as tx:
        if (accounts := _accounts(tx)) is not None:
            raise SimulationRefusee(ALREADY if accounts >= FIRST_SIMULATED else REAL)
        for other in tx.scalars(select(DispositifRow.slug).where(DispositifRow.slug != slug)):
            raise SimulationRefusee(render_line(OTHER, slug=other) + NEW_BASE)


def _accounts(tx: Tx) -> int | None:
    """The lowest account that the base knows, in the team or not any more."""
    known = select(Personne.telegram_id).order_by(Personne.telegram_id).limit(1)
    return tx.execute(known).scalar()


def _advance(periode: Periode, dit: Dit) -> Callable[[date], None]:
    def says(jour: date) -> None:
        week, day = divmod((jour - periode.premier).days, 7)
        if week and not day and week % EVERY == 0:
            dit(f"… {date_longue(jour)} : {week} semaines sur {periode.semaines}")

    return says


def _said(
    asked: Commande, periode: Periode, seconds: float, lived: Sequence[str], refused: int
) -> Iterator[str]:
    """How long it took, what it wrote, and how it is looked at."""
    who = pluriel(asked.binomes, "binôme")
    yield (
        f"{who}, {pluriel(periode.semaines, 'semaine')} du {date_longue(periode.premier)} au "
        f"{date_longue(periode.dernier)}, graine {asked.graine}, en {seconds:.0f} s :"
    )
    yield from (f"  {line}" for line in lived)
    if refused:
        yield f"  {pluriel(refused, *REFUSED)}"
    yield "Rien n'est parti : ni message, ni courriel."
    yield f"Pour la lire : CARNET_DISPOSITIF={asked.fichier}, avec la même CARNET_DATABASE_URL."
