"""People as a full evening finds them: mediators on site, each with an open tally."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select, update

from bot.chat import menus
from bot.chat.callbacks import encode
from bot.chat.desk import SansLigne, open_desk
from bot.clock import SystemClock
from bot.engine.advance import start
from bot.engine.state import Action, State
from bot.sandbox.burst import FIRST_PERSON
from handlers.rencontres.flow import RENCONTRES
from storage import presences, tableaux
from storage.conservation import purge
from storage.conservation.passe import go_to, table
from storage.dispositif import load, packaged
from storage.machine import conversations, migrate, passages
from storage.machine.db import Database, Tx
from storage.models import BinomeRow, Conversation, Personne
from storage.presences import NouvellePresence
from storage.programme import Programme
from storage.referential import synchronise
from storage.work import Work

FIRST_REVISION = 1
FIRST_TALK = 1
BEHIND = 3
"""One pinned tally in so many has figures to show."""


def tally_button() -> str:
    """What each person of a burst presses: their own conversation's first public."""
    public = next(one for one in load(packaged("amiens")).publics if one.comptage)
    return encode(0, FIRST_REVISION, Action.PICK, public.slug).replace(":0:", ":{user}:", 1)


@contextmanager
def database_of(users: int) -> Iterator[Database]:
    """A SQLite file on disk with `users` mediators at work; the nth has conversation n."""
    with TemporaryDirectory(prefix="carnet-mesures-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'carnet.db'}")
        try:
            migrate.upgrade(database)
            now = SystemClock().now()
            with database.transaction() as tx:
                programme = synchronise(tx, load(packaged("amiens")), now)
            night_over(database, programme, now)
            with database.transaction() as tx:
                keyboards_known(tx, programme, now)
                for rank in range(users):
                    _mediator(tx, programme, rank, now)
            yield database
        finally:
            database.close()


def keyboards_known(tx: Tx, programme: Programme, now: datetime) -> None:
    """While nobody is there yet: no burst is disturbed by « Votre clavier a changé »."""
    menus.renew(Work(tx, programme, now), open_desk(SystemClock(), {}, SansLigne(0, "")))


def night_over(database: Database, programme: Programme, now: datetime) -> None:
    """Nothing is left to forget: ten years of it at once are no evening's work."""
    with database.transaction() as tx:
        work = Work(tx, programme, now)
        for key, rows in {(sorte.cle, table(sorte.table)) for sorte in purge.SORTES}:
            last = tx.execute(select(func.max(rows.c.id))).scalar()
            go_to(work, key, last or 0)
        passages.claim(tx, purge.TASK, purge.period(work), now)


def at_work(tx: Tx, programme: Programme, users: int, now: datetime) -> None:
    """The first `users` mediators of a programme with a past are on site, two by two.

    Each has a tally under way and a pinned one, every third of which is behind.
    """
    accounts = range(FIRST_PERSON, FIRST_PERSON + users)
    people = tx.scalars(select(Personne).where(Personne.telegram_id.in_(accounts))).all()
    begun: dict[int | None, int] = {}
    for rank, person in enumerate(sorted(people, key=lambda one: one.telegram_id)):
        if person.binome_id not in begun:
            opening = replace(_opening(programme, person, rank, now), mediateurs=2)
            begun[person.binome_id] = presences.open_presence(tx, opening).id
        presence_id = begun[person.binome_id]
        _number(tx, _talking(tx, person, presence_id, now), FIRST_TALK + rank)
        tableau = tableaux.add(tx, presence_id, person.telegram_id, ["enfants", "ados"])
        tableau.tours = int(rank % BEHIND == 0)


def _number(tx: Tx, talk_id: int, wanted: int) -> None:
    """A burst presses the button of the nth person's conversation n, whatever came before."""
    tx.execute(update(Conversation).where(Conversation.id == talk_id).values(id=wanted))


def _talking(tx: Tx, person: Personne, presence_id: int, now: datetime) -> int:
    account = person.telegram_id
    return conversations.begin(tx, account, account, _counting(presence_id), now).id


def _mediator(tx: Tx, programme: Programme, rank: int, now: datetime) -> None:
    """A binôme of one, their presence under way, their tally open."""
    binome = BinomeRow(dispositif_id=programme.id, slug=f"mesure-{rank}", label="B", actif=True)
    tx.add(binome)
    tx.flush()
    person = Personne(
        dispositif_id=programme.id,
        binome_id=binome.id,
        role="mediateur",
        prenom="Médiatrice",
        telegram_id=FIRST_PERSON + rank,
        charte_le=now,
    )
    tx.add(person)
    tx.flush()
    presence = presences.open_presence(tx, _opening(programme, person, rank, now))
    _talking(tx, person, presence.id, now)


def _counting(presence_id: int) -> State:
    state = start(RENCONTRES, {}, {"_presence": presence_id})
    if (state.at, state.rev) != ("compte", FIRST_REVISION):
        raise RuntimeError(f"the tally no longer comes first but {state.at}, {state.rev}")
    return state


def _opening(programme: Programme, person: Personne, rank: int, now: datetime) -> NouvellePresence:
    return NouvellePresence(
        dispositif_id=programme.id,
        site_id=next(iter(programme.sites.values())),
        intervention_id=None,
        binome_id=person.binome_id or 0,
        auteur_id=person.id,
        debut=now,
        fin_prevue=now + timedelta(hours=4),
        mode="tournee",
        mediateurs=1,
        source=f"mesure:{rank}",
    )
