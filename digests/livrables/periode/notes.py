"""The method of a document on a period, and what was decided in it, meeting by meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.livrables import BlocLivrable
from bot.words import date_longue, du_au
from digests.livrables.blocs import grille, intertitre, liste, manque, paroles
from digests.livrables.matiere import Matiere
from digests.livrables.methode import definitions
from digests.livrables.periode.matiere import MatierePeriode
from storage import reunions, textes
from storage.dispositif import Comite
from storage.indicateurs.temps import presences_a_confirmer
from storage.models import Reunion

JOUR = timedelta(days=1)
NOMME = "des décisions notées désignent peut-être quelqu'un : corrigez-les dans Comités."


def methode(matiere: Matiere) -> Iterator[BlocLivrable]:
    """How each figure is made, and what is kept back (003 l.765)."""
    unsure = matiere.chiffre(presences_a_confirmer)
    yield liste(
        [
            "Un binôme compte une fois dans les heures de présence, deux en heures-médiateur.",
            "Une personne revue compte de nouveau : les rencontres ne sont pas des personnes.",
            "Ce qui décrit des personnes se lit par grands nombres : le reste n'est pas zéro.",
            f"Présences à confirmer : {unsure.n} sur {unsure.sur}, comptées nulle part.",
        ]
    )
    yield from definitions(matiere)


def decisions(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """Every meeting that decided something in the period, comité by comité (B02)."""
    every = [one for one in matiere.config.comites if one.siege]
    found = [(one, rows) for one in every if (rows := decided(matiere, [one]))]
    if not found:
        yield manque("aucune décision n'est notée (Comités, Tenue).")
    for one, rows in found:
        yield intertitre(one.label)
        for row in rows:
            yield from told(matiere, row)


def decided(matiere: MatierePeriode, comites: Sequence[Comite]) -> list[Reunion]:
    """Held on some day of the period, and noted with what was decided; oldest first."""
    work, slugs = matiere.work, [one.slug for one in comites]
    since = matiere.cible.debut - JOUR
    rows = reunions.decided_since(work.tx, work.programme.id, slugs, since)
    return [row for row in rows if row.jour <= matiere.cible.fin]


def told(matiere: MatierePeriode, row: Reunion) -> Iterator[BlocLivrable]:
    """What was decided that day, as it was noted; what names somebody is not printed."""
    if textes.trouves(matiere.work, row.decisions):
        yield manque(NOMME)
        return
    lines = [line for line in row.decisions.split("\n") if line.strip()]
    yield paroles(f"{date_longue(row.jour)} : {line}" for line in lines)


def interventions_decidees(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """Interventions decided or renewed in the period: each is a decision (000 l.59, l.120)."""
    first, last = matiere.cible.debut, matiere.cible.fin
    rows = []
    for one in matiere.config.interventions:
        name = matiere.config.site(one.site).label
        ends = du_au(one.debut, one.fin)
        if first <= one.decision <= last:
            rows.append((one.decision, [date_longue(one.decision), f"Ouvrir {name}", ends]))
        if one.renouvelee_le and first <= one.renouvelee_le <= last:
            day = one.renouvelee_le
            rows.append((day, [date_longue(day), f"Renouveler {name}", ends]))
    if rows:
        told_ = [row for _, row in sorted(rows, key=lambda pair: pair[0])]
        yield grille("Interventions décidées", ["Décidée le", "Décision", "Dates"], told_)
    else:
        yield manque(f"aucune intervention n'a été décidée {matiere.dite}.")
