"""3 · What was seen and heard there: étonnement, needs, uses, situations, préconisations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.casework.preconisation.actes import label_of, reference
from bot.livrables import BlocLivrable
from bot.words import date_longue, jour_court, pluriel
from digests.livrables import proteges
from digests.livrables.blocs import (
    courbe,
    fiche,
    grille,
    intertitre,
    liste,
    manque,
    note,
    paroles,
)
from digests.livrables.matiere import Matiere
from digests.livrables.mots import RIEN, en_mots, mediane, part
from storage import paroles as textes
from storage.indicateurs import observations
from storage.indicateurs.contrat import Repartition
from storage.indicateurs.observations import AMBIANCE_MINIMUM
from storage.indicateurs.preconisations import preconisations_origines
from storage.indicateurs.sollicitations import besoins as besoins_chiffres
from storage.livrables import MOTS
from storage.models import Etonnement, Observation, Preconisation, Sollicitation
from storage.models.saisies import SurPlace

PREMIERS = 5
"""Uses that are told, the most seen first."""
SITUATIONS = 3
"""« Two or three anonymised situations » (requirements §4.3, 3.4)."""
ECHELLE = 5
"""The best ambiance."""
SEMAINES = 20
"""As many bars as a page draws: beyond, one a month."""


def etonnement(matiere: Matiere) -> Iterator[BlocLivrable]:
    """3.1: situation, fréquentation, ambiance (000 l.161), and the weekly answers, reread."""
    yield from ambiance(matiere)
    yield from surprises(matiere)


def surprises(matiere: Matiere) -> Iterator[BlocLivrable]:
    """The answers to the questions of the week, once reread, question by question."""
    answers = _validated(matiere, Etonnement)
    questions = matiere.labels("etonnement_questions")
    for slug, label in questions.items():
        said = [
            f"{jour_court(row.le)} : {words}" for row, words in answers if row.question == slug
        ]
        if said:
            yield intertitre(label)
            yield paroles(said)
    if not answers:
        yield manque("aucune réponse relue aux questions de la semaine (Étonnement).")
    yield from _to_reread(matiere, Etonnement)


def ambiance(matiere: Matiere) -> Iterator[BlocLivrable]:
    """How it was, period by period, then week by week, or month by month over a year."""
    whole = matiere.chiffre(observations.ambiance_mediane)
    busy = matiere.chiffre(observations.frequentation_mode)
    levels = {one.slug: one.label for one in matiere.config.frequentation}
    often = next((levels.get(slug, slug) for slug in busy.par), RIEN)
    enough = whole.n >= AMBIANCE_MINIMUM
    yield fiche(
        "Ambiance et fréquentation",
        [
            ("Ambiance, de 1 à 5", mediane(whole) if enough else _too_few(whole.n)),
            *_by_period(matiere),
            ("Fréquentation le plus souvent", f"{often} (n = {busy.n})" if busy.n else RIEN),
        ],
    )
    if enough:
        long = len(matiere.lundis) > SEMAINES
        heads, read = (
            (matiere.mois, matiere.releve) if long else (matiere.lundis, matiere.semaines)
        )
        found = [observations.ambiance_mediane(read.at(rang)) for rang in read.rangs]
        told = [one.milieu if one.n >= AMBIANCE_MINIMUM else None for one in found]
        title = f"Ambiance médiane par {'mois' if long else 'semaine'}"
        yield courbe(title, zip(heads, told, strict=True), ECHELLE, "de 1 à 5")


def _by_period(matiere: Matiere) -> Iterator[tuple[str, str]]:
    for slug, label in matiere.tranches.items():
        found = observations.ambiance_mediane(matiere.releve.during(slug))
        if found.n >= AMBIANCE_MINIMUM:
            yield label, mediane(found)


def _too_few(n: int) -> str:
    return f"trop peu de notes (n = {n})" if n else "aucune note"


def besoins(matiere: Matiere) -> Iterator[BlocLivrable]:
    """3.2: (000 l.163)."""
    labels = matiere.labels("besoins")
    yield from proteges.mots(matiere, besoins_chiffres, labels, "Besoin")


def observation(matiere: Matiere) -> Iterator[BlocLivrable]:
    """3.3: uses and misuses, by period, and how they moved from the first month to the last."""
    positive = matiere.chiffre(observations.usages_positifs_part)
    if not positive.sur:
        yield manque("aucune observation n'est notée.")
        return
    misused = matiere.chiffre(observations.mesusages_part)
    yield fiche(
        "Observations",
        [
            ("Avec au moins un usage positif", part(observations.usages_positifs_part, positive)),
            ("Avec au moins un mésusage", part(observations.mesusages_part, misused)),
        ],
    )
    yield grille(
        "Observations par période",
        ["Période", "Observations", "Avec un usage positif", "Avec un mésusage"],
        list(_seen_by_period(matiere)),
    )
    yield from vus(matiere)
    yield from _evolution(matiere)
    if seen := _validated(matiere, Observation):
        yield intertitre("Ce que les médiateurs en disent")
        yield paroles(f"{jour_court(row.le)} : {words}" for row, words in seen[-PREMIERS:])
    yield from _to_reread(matiere, Observation)


def vus(matiere: Matiere) -> Iterator[BlocLivrable]:
    """Uses, then misuses, the most seen first."""
    for title, value, slugs in (
        ("Usages positifs", matiere.chiffre(observations.usages_positifs), "usages_positifs"),
        ("Mésusages", matiere.chiffre(observations.mesusages), "mesusages"),
    ):
        if value.n:
            yield intertitre(title)
            yield liste(_first(value, matiere.labels(slugs)))
    found = matiere.chiffre(observations.ressources_reperees)
    if said := en_mots(found, matiere.labels("ressources")):
        yield note(f"Ressources repérées : {said}.")


def _seen_by_period(matiere: Matiere) -> Iterator[list[str]]:
    for slug, label in matiere.tranches.items():
        here = matiere.releve.during(slug)
        good, bad = observations.usages_positifs_part(here), observations.mesusages_part(here)
        if good.sur:
            yield [label, str(good.sur), str(good.n), str(bad.n)]


def _evolution(matiere: Matiere) -> Iterator[BlocLivrable]:
    """The first month in which something was observed, beside the last one."""
    ranks = [r for r in matiere.releve.rangs if _observed(matiere, r)]
    if len(ranks) < 2:
        return
    ends = [matiere.releve.at(ranks[0]), matiere.releve.at(ranks[-1])]
    shares = (observations.usages_positifs_part, observations.mesusages_part)
    rows = [[one.label, *(part(one, one(here)) for here in ends)] for one in shares]
    rows.append(["Ambiance", *(mediane(observations.ambiance_mediane(here)) for here in ends)])
    yield grille(
        "Du début à la fin",
        ["", matiere.mois[ranks[0]], matiere.mois[ranks[-1]]],
        rows,
    )


def _observed(matiere: Matiere, rang: int) -> bool:
    return observations.usages_positifs_part(matiere.releve.at(rang)).sur > 0


def _first(value: Repartition, labels: Mapping[str, str]) -> list[str]:
    return [
        f"{labels.get(slug, slug)} : {pluriel(n, 'fois', 'fois')}"
        for slug, n in list(value.par.items())[:PREMIERS]
    ]


def situations(matiere: Matiere) -> Iterator[BlocLivrable]:
    """3.4: what was written about a sollicitation, once reread: the newest, and no name."""
    told = _validated(matiere, Sollicitation)[-SITUATIONS:]
    kinds = matiere.labels("sollicitations")
    if told:
        yield paroles(f"{kinds.get(row.type, row.type)} : {words}" for row, words in told)
    yield from _to_reread(matiere, Sollicitation)


def preconisations(matiere: Matiere) -> Iterator[BlocLivrable]:
    """3.5: numbered, to whom, for when, and what was answered (000 l.164)."""
    rows = textes.noted(matiere.work.tx, Preconisation, matiere.ids, matiere.releve.bornes)
    if not rows:
        yield manque("aucune préconisation n'a été proposée.")
        return
    said = textes.words(matiere.work.tx, rows)
    horizons = matiere.labels("horizons_preconisation")
    table = grille(
        "Préconisations",
        ["Numéro", "Préconisation", "À qui, pour quand", "Réponse"],
        [
            [
                reference(row),
                said.get(row.id, _kind(matiere, row)),
                f"{_service(matiere, row)}, {horizons.get(row.horizon, row.horizon).lower()}",
                _answer(matiere, row),
            ]
            for row in rows
        ],
    )
    yield {**table, MOTS: True}
    ideas = matiere.chiffre(preconisations_origines)
    if whose := en_mots(ideas, matiere.labels("origines_idee")):
        yield note(f"D'où vient l'idée : {whose}.")
    yield from _to_reread(matiere, Preconisation)


def _kind(matiere: Matiere, row: Preconisation) -> str:
    kinds = matiere.labels("types_preconisation")
    return f"{kinds.get(row.type, row.type)} (texte à relire)"


def _service(matiere: Matiere, row: Preconisation) -> str:
    labels = {one.slug: one.label for one in matiere.config.services}
    return labels.get(row.destinataire, row.destinataire)


def _answer(matiere: Matiere, row: Preconisation) -> str:
    label = label_of(matiere.work.programme, row.statut)
    return f"{label}, le {date_longue(row.decidee_le)}" if row.decidee_le else label


def _validated(matiere: Matiere, kind: type[textes.R]) -> list[tuple[textes.R, str]]:
    return textes.validated(matiere.work.tx, kind, matiere.ids, matiere.releve.bornes)


def _to_reread(matiere: Matiere, kind: type[SurPlace]) -> Iterator[BlocLivrable]:
    left = textes.waiting(matiere.work.tx, kind, matiere.ids, matiere.releve.bornes)
    if left:
        yield manque(
            f"{pluriel(left, 'texte attend', 'textes attendent')} d'être relu : À relire."
        )
