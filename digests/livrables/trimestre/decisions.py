"""1, 2, 9 · What is asked of the comité, what it asked last time, which sites come next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from bot.livrables import BlocLivrable
from bot.words import date_longue, du_au, pluriel
from digests.livrables import ordres
from digests.livrables.blocs import grille, intertitre, liste, manque, note, paroles
from digests.livrables.trimestre.matiere import MatiereTrimestre
from storage import reunions, textes
from storage.dispositif import actifs
from storage.indicateurs.preconisations import PATIENCE, waiting_at
from storage.models import Reunion

BIENTOT: Final = timedelta(days=45)
"""An intervention that ends so soon after the meeting is decided upon there (000 l.120)."""
DEMANDE: Final = "les décisions demandées au comité, une par ligne."
SUIVI: Final = "où en est chaque décision de la dernière réunion."
CANDIDATS: Final = "les sites candidats, avec leur fiche de saisine."
NOMME: Final = "les décisions notées désignent peut-être quelqu'un : corrigez-les dans Comités."


def demandees(matiere: MatiereTrimestre) -> Iterator[BlocLivrable]:
    """1: the agenda, then renewals and préconisations that wait; the rest, people ask."""
    slugs = [one.slug for one in actifs(matiere.config.comites) if one.sorte == "technique"]
    yield from ordres.valides(matiere, slugs, matiere.reunion, connues(matiere))


def connues(matiere: MatiereTrimestre) -> Iterator[BlocLivrable]:
    """What the carnet knows already, as long as nobody made an agenda of it."""
    until = matiere.reunion + BIENTOT
    ending = [one for one in matiere.interventions if matiere.cible.debut <= one.fin <= until]
    lines = [
        f"{matiere.config.site(one.site).label} : renouveler, changer ou arrêter ? "
        f"L'intervention finit le {date_longue(one.fin)}."
        for one in ending
    ]
    before = matiere.releve.bornes[1] - PATIENCE
    late = [line for line in waiting_at(matiere.releve) if line.le < before]
    if late:
        count = pluriel(len(late), "préconisation attend", "préconisations attendent")
        days = f"plus de {PATIENCE.days} jours (registre des préconisations)"
        lines.append(f"{count} une réponse depuis {days}.")
    if lines:
        yield intertitre("Ce que le carnet sait déjà")
        yield liste(lines)
    else:
        yield note("Aucune intervention ne finit bientôt, aucune préconisation n'attend.")


def suivies(matiere: MatiereTrimestre) -> Iterator[BlocLivrable]:
    """2: what the last comité technique before this one decided, as it was noted."""
    work = matiere.work
    slugs = [one.slug for one in actifs(matiere.config.comites) if one.sorte == "technique"]
    since = matiere.cible.debut - timedelta(days=366)
    found = reunions.decided_since(work.tx, work.programme.id, slugs, since)
    before = [row for row in found if row.jour < matiere.reunion]
    if not before:
        yield manque("aucune décision du comité technique n'est notée (Comités, Tenue).")
        return
    yield from _told(matiere, before[-1])


def _told(matiere: MatiereTrimestre, row: Reunion) -> Iterator[BlocLivrable]:
    if textes.trouves(matiere.work, row.decisions):
        yield manque(NOMME)
        return
    yield intertitre(f"Réunion du {date_longue(row.jour)}")
    yield paroles(line for line in row.decisions.split("\n") if line.strip())


def candidats(matiere: MatiereTrimestre) -> Iterator[BlocLivrable]:
    """9: what is decided and has not begun; candidates are the coordination's to write."""
    free = [
        one.label
        for one in actifs(matiere.config.sites)
        if one.slug not in matiere.work.programme.missions
    ]
    if free:
        yield intertitre("Sites où rien n'est encore décidé")
        yield liste(f"{label} (fiche de saisine)" for label in free)
    coming = [one for one in matiere.config.interventions if one.debut > matiere.cible.fin]
    if coming:
        yield grille(
            "Interventions décidées, à venir",
            ["Site", "Type", "Dates"],
            [
                [
                    matiere.config.site(one.site).label,
                    matiere.config.element("types_intervention", one.type).label,
                    du_au(one.debut, one.fin),
                ]
                for one in coming
            ],
        )
