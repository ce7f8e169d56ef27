"""2.1, 2.2, 2.10 · Hours on the site, periods, share in the street (000 l.142, l.152-153)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.livrables import BlocLivrable
from bot.words import duree
from digests.livrables.blocs import courbe, fiche, manque, note, paragraphe, tableau
from digests.livrables.matiere import TROP_TOT, Matiere
from digests.livrables.mots import RIEN, compte, part
from storage.indicateurs.equipe import part_terrain
from storage.indicateurs.prevu import heures_prevues, realise_prevu
from storage.indicateurs.temps import (
    heures_evenements,
    heures_mediateur,
    heures_presence,
    part_feries,
    part_vacances,
    repartition_periodes,
)

PAS_DE_PART = (
    "la part du temps en rue n'est pas calculée : il manque des heures hors terrain (À confirmer)."
)


def volume(matiere: Matiere) -> Iterator[BlocLivrable]:
    """2.1: hours of presence month by month; those of mediators over the whole."""
    whole = matiere.chiffre(heures_presence)
    if not whole.n:
        yield manque("aucune présence confirmée.")
        return
    rows = [
        [name, duree(matiere.chiffre(heures_presence, matiere.releve.at(rang)).n)]
        for rang, name in enumerate(matiere.mois)
    ]
    total = ["Ensemble", duree(whole.n)]
    yield tableau("Heures de présence par mois", ["Mois", "Présence"], [*rows, total], somme=True)
    if matiere.parle_des_mediateurs:
        persons = compte(heures_mediateur, matiere.chiffre(heures_mediateur))
        yield paragraphe(f"Soit {persons} de travail de médiateurs (heures-médiateur).")
    else:
        yield note(TROP_TOT)
    weeks = [heures_presence(matiere.semaines.at(rang)).n for rang in matiere.semaines.rangs]
    hours = [round(minutes / 60, 1) for minutes in weeks]
    points = zip(matiere.lundis, hours, strict=True)
    yield courbe("Heures de présence par semaine", points, max(hours), "heures")


def periodes(matiere: Matiere) -> Iterator[BlocLivrable]:
    """2.2: what was done in each period, beside what was planned."""
    done = matiere.chiffre(repartition_periodes)
    told = matiere.parle_des_mediateurs
    rows = []
    for slug, label in matiere.tranches.items():
        planned = heures_prevues(matiere.releve.during(slug)).n
        minutes = done.par.get(slug, 0)
        if minutes or planned:
            rows.append([label, duree(minutes), *([duree(planned)] if told else [])])
    heads = ["Période", "Fait", *(["Prévu"] if told else [])]
    if not rows:
        yield manque("aucune période n'est couverte.")
        return
    yield tableau("Heures par période", heads, rows)
    if told:
        kept = part(realise_prevu, matiere.chiffre(realise_prevu))
        yield paragraphe(f"Réalisé sur prévu : {kept}.")
    events = {one.slug: one.label for one in matiere.config.periodes.reperes}
    named = [
        f"{events.get(slug, slug)} {duree(minutes)}"
        for slug, minutes in matiere.chiffre(heures_evenements).par.items()
    ]
    yield fiche(
        "Jours particuliers",
        [
            ("Vacances scolaires", part(part_vacances, matiere.chiffre(part_vacances))),
            ("Jours fériés", part(part_feries, matiere.chiffre(part_feries))),
            ("Événements", ", ".join(named) or RIEN),
        ],
    )


def part_en_rue(matiere: Matiere) -> Iterator[BlocLivrable]:
    """2.10: the team's, never a binôme's; over the weeks of the intervention."""
    if not matiere.parle_des_mediateurs:
        yield note(TROP_TOT)
        return
    value = matiere.chiffre(part_terrain)
    wanted = matiere.config.hors_terrain.objectif_terrain_pct
    if value.pour_cent is None:
        yield manque(PAS_DE_PART)
        return
    yield paragraphe(
        f"Toute l'équipe, sur tous ses sites : {value.pour_cent:.0f} % du temps de travail en rue "
        f"({duree(value.n)} sur {duree(value.sur)}) ; repère : {wanted} %."
    )
