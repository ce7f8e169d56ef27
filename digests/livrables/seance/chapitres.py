"""What a comité opérationnel is shown: the weeks since it met, the planning, its deadlines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from bot.livrables import BlocLivrable
from bot.words import date_longue, duree, jour_court, plage
from digests.livrables import ordres
from digests.livrables.blocs import fiche, grille, intertitre, liste, manque, note, tableau
from digests.livrables.mots import RIEN, mediane
from digests.livrables.periode.notes import told
from digests.livrables.periode.tableau import ambiance
from digests.livrables.seance.matiere import MatiereSeance
from storage import planning, reunions
from storage.cadence import comptes
from storage.dispositif import Intervention
from storage.figures import Lieu
from storage.indicateurs import delais, instances, veille
from storage.indicateurs.releve import Releve
from storage.indicateurs.rencontres import rencontres
from storage.indicateurs.temps import heures_presence, repartition_periodes

AJUSTEMENTS: Final = "ce que vous proposez de changer, et pourquoi."
AVENIR: Final = timedelta(days=14)
"""The planning that a meeting may still change."""
ANCIENNE: Final = timedelta(days=365)


def ordre(matiere: MatiereSeance) -> Iterator[BlocLivrable]:
    """1: its points, then what is under way on its sites and how long it still runs (000 l.82)."""
    yield from ordres.points(matiere, [matiere.comite.slug], matiere.jour)
    running = [one for one in matiere.interventions if one.fin >= matiere.jour]
    if running:
        yield grille(
            "Interventions en cours",
            ["Site", "Objectifs", "Fin"],
            [
                [
                    matiere.config.site(one.site).label,
                    " ; ".join(one.objectifs) or "aucun objectif écrit",
                    date_longue(one.fin),
                ]
                for one in running
            ],
        )
    else:
        yield note("Aucune intervention n'a cours sur ce territoire.")


def suite(matiere: MatiereSeance) -> Iterator[BlocLivrable]:
    """2: what its last meeting decided, word for word."""
    work, since = matiere.work, matiere.jour - ANCIENNE
    found = reunions.decided_since(work.tx, work.programme.id, [matiere.comite.slug], since)
    before = [row for row in found if row.jour < matiere.jour]
    if before:
        yield from told(matiere, before[-1])
    else:
        yield manque("aucune décision de ce comité n'est notée (Comités, Tenue).")


def semaines(matiere: MatiereSeance) -> Iterator[BlocLivrable]:
    """3: site by site, hours by period, encounters, ambiance, what waits for a repair."""
    here = [(lieu, matiere.releve.on(lieu)) for lieu in matiere.lieux]
    seen = [one for one in here if heures_presence(one[1]).n]
    if not seen:
        yield manque("aucune présence confirmée depuis la dernière réunion.")
        return
    heads = ["Site", "Présence", *matiere.tranches.values()]
    hours = [_hours(matiere, lieu, ici) for lieu, ici in seen]
    yield tableau("Présence par site et par période", heads, hours)
    heads = ["Site", "Rencontres", "Ambiance, de 1 à 5", "Signalements ouverts"]
    yield grille("Ce qui s'y passe", heads, [_life(matiere, lieu, ici) for lieu, ici in seen])
    yield fiche(
        "Veille technique",
        [
            ("Signalements envoyés", str(matiere.chiffre(veille.signalements).n)),
            ("Vérifiés réparés", str(matiere.chiffre(veille.signalements_verifies).n)),
            ("Délai de traitement", mediane(matiere.chiffre(delais.delai_traitement), "jours")),
        ],
    )


def _hours(matiere: MatiereSeance, lieu: Lieu, ici: Releve) -> list[str]:
    done = matiere.chiffre(repartition_periodes, ici).par
    periods = [duree(done[slug]) if slug in done else RIEN for slug in matiere.tranches]
    return [lieu.label, duree(matiere.chiffre(heures_presence, ici).n), *periods]


def _life(matiere: MatiereSeance, lieu: Lieu, ici: Releve) -> list[str]:
    waiting = matiere.chiffre(veille.signalements_ouverts, ici).n
    return [
        lieu.label,
        str(matiere.chiffre(rencontres, ici).n),
        ambiance(matiere, ici),
        str(waiting),
    ]


def planning_a_venir(matiere: MatiereSeance) -> Iterator[BlocLivrable]:
    """4: the two weeks that begin that day: a decision may still change them (B12)."""
    here = {lieu.slug for lieu in matiere.lieux}
    last = matiere.jour + AVENIR
    work = matiere.work
    slots = [
        one
        for one in planning.slots_between(work.tx, work.programme, matiere.jour, last)
        if one.site in here and not one.annule
    ]
    if not slots:
        yield manque("aucun créneau n'est prévu dans les deux semaines qui viennent.")
        return
    days: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in slots:
        site = matiere.config.site(one.site).label
        days[site, plage(one.de, one.a)].append(jour_court(one.jour))
    yield grille(
        "Les deux semaines qui viennent",
        ["Site", "Heures", "Jours"],
        [[site, hours, ", ".join(dict.fromkeys(found))] for (site, hours), found in days.items()],
    )


def echeances(matiere: MatiereSeance) -> Iterator[BlocLivrable]:
    """6: meetings held between two comités techniques, and when each intervention ends."""
    kept = (instances.delai_quinze_jours, instances.trois_comites)
    values = [(one, matiere.chiffre(one)) for one in kept]
    yield fiche(
        "Échéances tenues",
        [
            *_met(matiere),
            *(
                (one.label, f"{value.n} sur {value.sur}" if value.sur else "rien n'était dû")
                for one, value in values
            ),
        ],
    )
    lines = [line for one in matiere.interventions for line in _due(matiere, one)]
    if lines:
        yield intertitre("À venir")
        yield liste(lines)


def _met(matiere: MatiereSeance) -> Iterator[tuple[str, str]]:
    """« 1 sur 3 »: how often it met since the comité technique (000 l.82)."""
    for one in comptes(matiere.work.tx, matiere.work.programme):
        if one.comite.slug == matiere.comite.slug:
            yield f"Réunions de ce comité depuis le {date_longue(one.depuis)}", one.compte


def _due(matiere: MatiereSeance, one: Intervention) -> Iterator[str]:
    """« Site A : compte rendu, le 20 janvier 2027 »."""
    site = matiere.config.site(one.site).label
    for due in matiere.config.echeances(one):
        if due.date >= matiere.jour:
            yield f"{site} : {due.label}, le {date_longue(due.date)}"
