"""`carnet purge`: what is too old leaves now, or is only counted; by table and kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from sqlalchemy import func, select

from bot.terminal.office import Office
from bot.words import pluriel
from storage.conservation import oublis, purge
from storage.conservation.passe import table
from storage.conservation.purge import Effaces
from storage.entretien import LEAVINGS
from storage.machine.db import Tx
from storage.programme import Programme
from storage.referential import open_programmes
from storage.work import More, Work

ROWS: Final = {
    "handled updates": ("message reçu et traité", "inbox"),
    "messages that left": ("message parti", "outbox"),
    "messages with a short life": ("message de courte vie", "outbox"),
    "conversations that ended": ("conversation finie", "conversation"),
}
"""By the name of its hourly job: how what leaves is said, and the table that it leaves."""


def lines(desk: Office, *, dry_run: bool) -> Iterator[str]:
    """« note : texte tapé, 3 lignes », for every kind of which something goes."""
    effaces = _counted(desk) if dry_run else _gone(desk)
    for (quoi, name), count in sorted(effaces.items(), key=lambda one: (one[0][1], one[0][0])):
        yield f"{name} : {quoi}, {pluriel(count, 'ligne')}"
    if not effaces:
        yield "Rien n'est assez ancien pour partir."
    elif dry_run:
        yield "Rien n'a été effacé : relancez sans --dry-run."
    else:
        yield "Effacé pour de bon." + ("" if desk.database.is_sqlite else f" {VACUUM}")


VACUUM: Final = "Sur PostgreSQL, lancez « VACUUM » pour que le disque l'oublie aussi."


def _counted(desk: Office) -> Effaces:
    """All of it done, counted, then undone as if it had never been."""
    effaces = Effaces()
    with Tx(desk.database.engine) as tx, tx.begin() as everything:
        for programme in open_programmes(tx, desk.configs, desk.now):
            work = Work(tx, programme, desk.now)
            for _step in purge.run(work, effaces):
                continue
            _hourly(work, effaces)
            _shortened(work, desk, effaces)
        everything.rollback()
    return effaces


def _gone(desk: Office) -> Effaces:
    """A transaction a kind: the bot may go on meanwhile."""
    effaces = Effaces()
    for programme in _programmes(desk):
        for number in range(len(purge.SORTES)):
            with desk.database.transaction() as tx:
                work = Work(tx, programme, desk.now)
                for _step in purge.run(work, effaces, purge.SORTES[number : number + 1]):
                    continue
        with desk.database.transaction() as tx:
            work = Work(tx, programme, desk.now)
            _hourly(work, effaces)
            _shortened(work, desk, effaces)
            _files(work, desk)
            purge.write_down(work, effaces)
    desk.database.empty_journal()
    return effaces


def _programmes(desk: Office) -> list[Programme]:
    with desk.database.transaction() as tx:
        return list(open_programmes(tx, desk.configs, desk.now))


def _hourly(work: Work, effaces: Effaces) -> None:
    """What leaves the machinery's own tables."""
    for name, leave in LEAVINGS.items():
        quoi, rows = ROWS[name]
        before, after = _rows(work, rows), leave(work, 0)
        while after is not None:
            after = leave(work, after)
        effaces.update(Counter({(quoi, rows): before - _rows(work, rows)}))
    for key in [key for key, count in effaces.items() if not count]:
        del effaces[key]


def _shortened(work: Work, desk: Office, effaces: Effaces) -> None:
    while lignes := purge.shorten(work, desk.settings.keys):
        effaces["ligne du registre", "audit"] += lignes


def _files(work: Work, desk: Office) -> None:
    left = oublis.erase_photos(work, desk.settings.photos_dir)
    while isinstance(left, More):
        answer = left.then(work)
        left = answer if isinstance(answer, More) else None


def _rows(work: Work, name: str) -> int:
    return work.tx.execute(select(func.count()).select_from(table(name))).scalar_one()
