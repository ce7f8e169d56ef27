"""Passers-by asked at T0, T1 and T2: which campaign is open, and its counts (§4.5 D)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select

from bot.domain.interventions import fenetres
from storage.dispositif import Dispositif, Element, Intervention
from storage.machine.db import Tx
from storage.models.passants import CampagnePassants
from storage.programme import Programme

QUESTIONS: Final = "questions_passants"
REPONSES: Final = "reponses_passants"
REPRISE: Final = timedelta(minutes=15)
"""How long the last person's answers are known, to take a slip back."""
T0: Final = "t0"

ReponsesPassant = Mapping[str, str]
"""What one person answered, question by question: by slugs, and never kept."""


@dataclass(frozen=True, slots=True)
class Campagne:
    """The days, both included, in which people are asked at one site, for one measure."""

    intervention: str
    intervention_id: int
    site: str
    mesure: str
    debut: date
    fin: date


def questions(config: Dispositif) -> list[tuple[Element, tuple[Element, ...]]]:
    """Each with its answers, in the order of the file; none where the town asks nothing."""
    every = config.liste(REPONSES)
    found = [
        (one, tuple(said for said in every if said.question == one.slug))
        for one in config.liste(QUESTIONS)
    ]
    return [(one, said) for one, said in found if said]


def dite(question: Element) -> str:
    """As it is asked, word for word: the file's own."""
    return question.texte or question.label


def campagnes(programme: Programme) -> Iterator[Campagne]:
    """Every one, past and to come, of the interventions that stand."""
    if questions(programme.config):
        for one in programme.config.interventions:
            yield from of_intervention(programme, one)


def of_intervention(programme: Programme, one: Intervention) -> list[Campagne]:
    """Its own: T0, T1, and T2 where the impact is measured."""
    rules, number = programme.config.delais_intervention(), programme.interventions[one.slug]
    return [
        Campagne(one.slug, number, one.site, window.mesure, window.debut, window.fin)
        for window in fenetres(one.debut, one.fin, rules)
    ]


def ouvertes(programme: Programme, day: date) -> list[Campagne]:
    """One a site: of two that overlap, the later measure is still to come."""
    found: dict[str, Campagne] = {}
    for one in campagnes(programme):
        if one.debut <= day <= one.fin:
            found.setdefault(one.site, one)
    return list(found.values())


def ouverte(programme: Programme, site: str, day: date) -> Campagne | None:
    """The one in which people are asked on that site, that day."""
    return next((one for one in ouvertes(programme, day) if one.site == site), None)


def row_of(tx: Tx, campagne: Campagne, *, change: bool = False) -> CampagnePassants | None:
    """Its counts; None as long as nobody was asked. change: nobody else counts meanwhile."""
    query = select(CampagnePassants).where(
        CampagnePassants.intervention_id == campagne.intervention_id,
        CampagnePassants.mesure == campagne.mesure,
        CampagnePassants.debut == campagne.debut,
    )
    return tx.scalars(query.with_for_update() if change else query).first()


def of(tx: Tx, campagnes: Iterable[Campagne]) -> dict[Campagne, CampagnePassants]:
    """The counts of those in which somebody was asked.

    A T0 whose days were corrected since is the same one; a T1 that was put off is another.
    """
    wanted = list(campagnes)
    ids = {one.intervention_id for one in wanted}
    if not ids:
        return {}
    rows = tx.scalars(
        select(CampagnePassants)
        .where(CampagnePassants.intervention_id.in_(ids))
        .order_by(CampagnePassants.id)
    ).all()
    found: dict[Campagne, CampagnePassants] = {}
    for one in wanted:
        for row in rows:
            same = row.mesure == T0 or row.debut == one.debut
            if row.intervention_id == one.intervention_id and row.mesure == one.mesure and same:
                found[one] = row
    return found


def asked(tx: Tx, campagne: Campagne) -> int:
    """How many people so far."""
    row = row_of(tx, campagne)
    return row.personnes if row else 0


def count(
    tx: Tx,
    programme: Programme,
    campagne: Campagne,
    said: ReponsesPassant,
    who: int,
    now: datetime,
) -> CampagnePassants:
    """One person more; what the one before answered is known no longer."""
    row = row_of(tx, campagne, change=True)
    if row is None:
        row = CampagnePassants(
            dispositif_id=programme.id,
            intervention_id=campagne.intervention_id,
            mesure=campagne.mesure,
            debut=campagne.debut,
            personnes=0,
            comptes={},
            le=now,
        )
        tx.add(row)
    row.personnes += 1
    row.comptes = _moved(row.comptes, said, 1)
    row.derniere, row.le = {"auteur": who, "reponses": dict(said)}, now
    tx.flush()
    return row


def taken_back(tx: Tx, campagne: Campagne, who: int) -> bool:
    """Whether the last person that `who` noted is counted no more; only the last may be."""
    row = row_of(tx, campagne, change=True)
    if row is None or not may_take_back(row, who):
        return False
    row.personnes -= 1
    row.comptes = _moved(row.comptes, (row.derniere or {})["reponses"], -1)
    row.derniere = None
    tx.flush()
    return True


def may_take_back(row: CampagnePassants | None, who: int) -> bool:
    return row is not None and row.derniere is not None and row.derniere["auteur"] == who


def forget(tx: Tx, dispositif_id: int, now: datetime) -> None:
    """Answers of a quarter of an hour ago are nobody's: counts alone stay."""
    old = select(CampagnePassants).where(
        CampagnePassants.derniere.is_not(None),
        CampagnePassants.dispositif_id == dispositif_id,
        CampagnePassants.le <= now - REPRISE,
    )
    for row in tx.scalars(old):
        row.derniere = None


def _moved(comptes: Mapping[str, Any], said: ReponsesPassant, step: int) -> dict[str, Any]:
    """Another value: the row is written only when it is given one."""
    after = {question: dict(counts) for question, counts in comptes.items()}
    for question, reponse in said.items():
        counts = after.setdefault(question, {})
        counts[reponse] = counts.get(reponse, 0) + step
    return after
