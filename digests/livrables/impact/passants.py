"""2.D · What passers-by answered at T0, T1 and T2: counts, in large numbers alone (adr/0040)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.interventions import DAY
from bot.domain.petits_effectifs import SEUIL, protect_rare
from bot.domain.ventilation import Ventilation
from bot.livrables import BlocLivrable
from digests.livrables.blocs import grille, manque, note
from digests.livrables.impact.matiere import NOMS, MatiereImpact
from digests.livrables.mots import RIEN
from digests.livrables.proteges import MOINS, RESTE, a_cote
from storage import passants
from storage.dispositif import Element
from storage.models.passants import CampagnePassants
from storage.passants import Campagne

ComptesPassants = Mapping[str, int | None]
"""By answer, how often; None where it is not told."""


def questionnaire(matiere: MatiereImpact) -> Iterator[BlocLivrable]:
    """How many were asked each time, then a table a question, T0, T1 and T2 side by side."""
    asked = passants.questions(matiere.config)
    if not asked:
        yield note("Ce dispositif n'interroge pas les passants.")
        return
    every = passants.of_intervention(matiere.work.programme, matiere.intervention)
    rows = passants.of(matiere.work.tx, every)
    wanted = matiere.config.delais.passants
    people = ["Personnes interrogées", *(_people(matiere, one, rows) for one in every)]
    yield grille("Combien de personnes", ["", *matiere.noms], [people])
    yield from _few(matiere, every, rows, wanted)
    told = [one if one.fin < matiere.aujourdhui else None for one in every]
    for question, answers in asked:
        yield _table(matiere, question, answers, [rows.get(one) if one else None for one in told])
    yield note(
        f"Une réponse donnée moins de {SEUIL} fois n'est pas détaillée, ni ce qui la ferait "
        "deviner. Les réponses d'une mesure se disent une fois ses deux semaines finies. Rien "
        "n'est gardé de qui a répondu."
    )


def _people(
    matiere: MatiereImpact, one: Campagne, rows: Mapping[Campagne, CampagnePassants]
) -> str:
    if one.debut > matiere.aujourdhui:
        return RIEN
    return str(rows[one].personnes) if one in rows else "0"


def _few(
    matiere: MatiereImpact,
    every: Sequence[Campagne],
    rows: Mapping[Campagne, CampagnePassants],
    wanted: int,
) -> Iterator[BlocLivrable]:
    """Of those that are over: fewer people than the protocol asks for."""
    for one in every:
        asked = rows[one].personnes if one in rows else 0
        if one.fin < matiere.aujourdhui and asked < max(wanted, 1):
            name = NOMS[one.mesure]
            yield manque(
                f"{name} : {asked} passants interrogés, {wanted} étaient attendus."
                if asked
                else f"{name} : aucun passant n'a été interrogé."
            )


def _table(
    matiere: MatiereImpact,
    question: Element,
    answers: Sequence[Element],
    rows: Sequence[CampagnePassants | None],
) -> BlocLivrable:
    shown = [_told(matiere, question, answers, row) for row in rows]
    totals = [_total(question, row) for row in rows]
    lines = [[one.label, *(_cell(told, one.slug) for told in shown)] for one in answers]
    left = [_left(told, total) for told, total in zip(shown, totals, strict=True)]
    if any(one not in (RIEN, "0") for one in left):
        lines.append([RESTE, *left])
    words = passants.dite(question)
    return grille(words, ["Réponse", *matiere.noms], [*lines, ["Réponses", *map(_sum, totals)]])


def _total(question: Element, row: CampagnePassants | None) -> int:
    return sum(row.comptes.get(question.slug, {}).values()) if row else 0


def _told(
    matiere: MatiereImpact,
    question: Element,
    answers: Sequence[Element],
    row: CampagnePassants | None,
) -> ComptesPassants:
    """Those that may be told, beside what left before."""
    total = _total(question, row)
    if row is None or total < SEUIL:
        return {}
    counts = row.comptes[question.slug]
    slugs = [*(one.slug for one in answers), *counts]
    every = list(dict.fromkeys(slugs))
    kept = protect_rare([counts.get(slug, 0) for slug in every])
    campaign = next(one for one in matiere.fenetres if one.mesure == row.mesure)
    return a_cote(
        matiere,
        Ventilation(
            f"passants.{question.slug}",
            frozenset({matiere.intervention.site}),
            campaign.debut,
            campaign.fin + DAY,
            dict(zip(every, kept, strict=True)),
            total,
        ),
    )


def _cell(told: ComptesPassants, slug: str) -> str:
    value = told.get(slug)
    return RIEN if value is None else str(value)


def _left(told: ComptesPassants, total: int) -> str:
    """What is not told, together; none of a question that nothing is told of."""
    return str(total - sum(n for n in told.values() if n)) if told else RIEN


def _sum(total: int) -> str:
    if not total:
        return RIEN
    return str(total) if total >= SEUIL else MOINS
