"""Who noted a record: a pseudonym of its month after a year, nobody after two."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from string import ascii_uppercase
from typing import Any, Final

from sqlalchemy import Row, Select, Table, delete, select, update

from bot.clock import paris
from storage.conservation.passe import (
    Effaceur,
    Perissable,
    changed,
    months_before,
    passe,
    peu,
    table,
)
from storage.journal import KINDS
from storage.models import Personne
from storage.models.conservation import Pseudonyme
from storage.work import Work

NOBODY: Final = 0
"""The Telegram account of a row that names nobody."""
PSEUDONYM: Final = "Médiateur·rice"
"""« Médiateur·rice C »: drawn anew for each month, among those that nobody bears that month."""
TEAM: Final = "Équipe"
"""Stands for everybody, once even the pseudonym is gone."""
DATED: Final[Mapping[str, str]] = {
    **{kind.__tablename__: kind.moment for kind in KINDS.values()},
    "ajustement": "le",
    "echeance_dite": "le",
    "echeance_faite": "faite_le",
    "lien_bord": "donne_le",
    "lien_calendrier": "donne_le",
    "note": "le",
    "question_securite": "posee_le",
    "retour_donne": "le",
    "seance": "le",
}
"""Every table whose rows say who, by the column that dates them; a test knows of no other."""
TOLD: Final = {"signalement_acte": "le", "relais_acte": "le"}
"""Those that say it in a word: « mediateur:12 », in their column `par`."""
AT_ONCE: Final = 6
"""Rows of one step: each may draw a pseudonym, 2 ms, and 50 of them held the base for 140 ms."""
APART: Final = frozenset({"audit", "dictee", "invitation", "pseudonyme"})
"""Those that have a delay of their own."""


def who_columns(rows: Table) -> list[str]:
    """The columns that name a person."""
    return [
        column.name
        for column in rows.columns
        if any(key.column.table.name == Personne.__tablename__ for key in column.foreign_keys)
    ]


def _disguising(rows: Table, moment: str) -> Effaceur:
    """Each of those persons under the pseudonym that is theirs in the month of the record."""

    def deed(work: Work, old: Sequence[Row[Any]]) -> int:
        wanted: defaultdict[tuple[str, Any, date], list[int]] = defaultdict(list)
        for row in old:
            said = row._mapping
            for name in who_columns(rows) or ["par"]:
                wanted[name, said[name], _month(said[moment])].append(row.id)
        named = _named(work)
        return sum(
            _put(work, rows, name, ids, _said(who, _pseudonym(work, _id(who), month)))
            for (name, who, month), ids in wanted.items()
            if _id(who) in named
        )

    return deed


def _unnaming(rows: Table) -> Effaceur:
    """Nobody in particular noted those."""

    def deed(work: Work, old: Sequence[Row[Any]]) -> int:
        mine, nobody, touched = _mine(work), _stand_in(work, TEAM), 0
        for name in who_columns(rows) or ["par"]:
            by_who: defaultdict[Any, list[int]] = defaultdict(list)
            for row in old:
                by_who[row._mapping[name]].append(row.id)
            touched += sum(
                _put(work, rows, name, ids, _said(who, nobody))
                for who, ids in by_who.items()
                if _id(who) in mine and _id(who) != nobody
            )
        return touched

    return deed


def _months_done(work: Work) -> Select[Any]:
    before = _month(months_before(work.now, work.programme.config.conservation.auteur_mois))
    mine = Pseudonyme.dispositif_id == work.programme.id
    return select(Pseudonyme.id).where(mine, Pseudonyme.mois < before)


def _forget_months(work: Work, old: Sequence[Row[Any]]) -> int:
    gone = delete(Pseudonyme).where(Pseudonyme.id.in_([row.id for row in old]))
    return changed(work.tx, gone)


def _sortes() -> Iterator[Perissable]:
    for name, moment in sorted((*DATED.items(), *TOLD.items())):
        rows = table(name)
        disguise, unname = _disguising(rows, moment), _unnaming(rows)
        yield passe("nom de qui a noté", rows, moment, "auteur_mois", disguise, AT_ONCE)
        yield passe("pseudonyme de qui a noté", rows, moment, "auteur_fin_mois", unname, AT_ONCE)


SORTES: Final[tuple[Perissable, ...]] = (
    *_sortes(),
    peu(
        "qui était qui, un mois passé",
        table("pseudonyme"),
        "auteur_mois",
        _months_done,
        _forget_months,
    ),
)


def _id(who: Any) -> int:
    """12, of 12 and of « mediateur:12 »; 0 for the clock, a service, nobody."""
    said = str(who).rpartition(":")[2]
    team = not isinstance(who, str) or who.startswith(("mediateur:", "coordination:"))
    return int(said) if team and said.isdigit() else NOBODY


def _said(who: Any, person_id: int) -> Any:
    """That other person, said as `who` is."""
    return f"{who.partition(':')[0]}:{person_id}" if isinstance(who, str) else person_id


def _put(work: Work, rows: Table, name: str, ids: list[int], who: Any) -> int:
    return changed(work.tx, update(rows).where(rows.c.id.in_(ids)).values({name: who}))


def _month(moment: datetime) -> date:
    return paris(moment).date().replace(day=1)


def _mine(work: Work) -> set[int]:
    return set(work.tx.scalars(_of(work)))


def _named(work: Work) -> set[int]:
    """Those of the programme who are somebody."""
    return set(work.tx.scalars(_of(work).where(Personne.telegram_id != NOBODY)))


def _of(work: Work) -> Select[Any]:
    return select(Personne.id).where(Personne.dispositif_id == work.programme.id)


def _pseudonym(work: Work, person_id: int, month: date) -> int:
    """Theirs in that month, or one drawn among those that nobody bears in it."""
    mine = (Pseudonyme.dispositif_id == work.programme.id, Pseudonyme.mois == month)
    borne = {
        one.personne_id: one.remplacant_id
        for one in work.tx.scalars(select(Pseudonyme).where(*mine))
    }
    if person_id not in borne:
        free = _free(work, set(borne.values()))
        borne[person_id] = secrets.choice(free)
        work.tx.add(
            Pseudonyme(
                dispositif_id=work.programme.id,
                mois=month,
                personne_id=person_id,
                remplacant_id=borne[person_id],
            )
        )
        work.tx.flush()
    return borne[person_id]


def _free(work: Work, taken: set[int]) -> list[int]:
    """Pseudonyms that nobody bears, always several: the last one left would be no secret."""
    letters = [*ascii_uppercase, *(f"{a}{b}" for a in ascii_uppercase for b in ascii_uppercase)]
    known = _of(work).where(Personne.prenom.like(f"{PSEUDONYM} %"), Personne.telegram_id == NOBODY)
    pool = list(work.tx.scalars(known.order_by(Personne.id)))
    while len(free := [one for one in pool if one not in taken]) < 5:
        pool.append(_stand_in(work, f"{PSEUDONYM} {letters[len(pool)]}"))
    return free


def _stand_in(work: Work, prenom: str) -> int:
    """The row of that name which is nobody's, made the first time."""
    mine = _of(work).where(Personne.prenom == prenom, Personne.telegram_id == NOBODY)
    found = work.tx.scalars(mine).first()
    if found is not None:
        return int(found)
    row = Personne(
        dispositif_id=work.programme.id,
        role="mediateur",
        prenom=prenom,
        telegram_id=NOBODY,
        charte_le=work.now,
        revoquee_le=work.now,
        anonyme_le=work.now,
    )
    work.tx.add(row)
    work.tx.flush()
    return row.id
