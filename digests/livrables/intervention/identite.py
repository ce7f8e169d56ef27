"""1 · Its identity: site, decision, objectives, members, planning (000 l.59, l.73, l.118)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.livrables import BlocLivrable
from bot.words import date_longue, du_au, pluriel
from digests.livrables.blocs import fiche, intertitre, liste, manque, note
from digests.livrables.intervention.matiere import MatiereIntervention
from storage import reunions

JOURS = {
    "lun": "lundi",
    "mar": "mardi",
    "mer": "mercredi",
    "jeu": "jeudi",
    "ven": "vendredi",
    "sam": "samedi",
    "dim": "dimanche",
}


def identite(matiere: MatiereIntervention) -> Iterator[BlocLivrable]:
    yield fiche("Fiche d'identité de l'intervention", _lines(matiere))
    yield intertitre("Objectifs")
    if objectifs := matiere.intervention.objectifs:
        yield liste(objectifs)
    else:
        yield manque("aucun objectif n'est écrit : Changer les objectifs.")
    yield intertitre("Membres du comité opérationnel")
    members = [one.role for comite in matiere.comites for one in comite.membres(matiere.apres)]
    if roles := list(dict.fromkeys(filter(None, members))):
        yield liste(roles)
    else:
        yield manque("aucun comité opérationnel ne suit ce territoire.")
    yield intertitre("Planning prévisionnel")
    slots = list(_slots(matiere))
    if slots:
        yield liste(slots)
    else:
        yield note(
            "Aucun créneau ne revient chaque semaine : voir le planning, semaine à semaine."
        )


def _lines(matiere: MatiereIntervention) -> Iterator[tuple[str, str]]:
    config, one, site = matiere.config, matiere.intervention, matiere.site
    quartier = config.quartier(site.quartier)
    yield "Site", site.label
    yield "Quartier", f"{quartier.label} ({config.territoire(quartier.territoire).label})"
    yield "Type d'intervention", config.element("types_intervention", one.type).label
    yield "Décidée", f"le {date_longue(one.decision)}, par le comité technique"
    yield "Dates", du_au(one.debut, one.fin)
    if one.renouvelee_le:
        yield "Renouvelée", f"le {date_longue(one.renouvelee_le)}"
    yield "Comités opérationnels", _held(matiere)


def _held(matiere: MatiereIntervention) -> str:
    """« 4 réunions : le 12 octobre 2026, le … »."""
    slugs = [one.slug for one in matiere.comites]
    first, last = matiere.intervention.decision, matiere.apres
    work = matiere.work
    suivis = reunions.suivis(work.tx, work.programme.id, slugs, first, last)
    met = reunions.since_decision(matiere.config, matiere.intervention, suivis).tenues
    if not met:
        return "aucune réunion notée"
    days = ", ".join(f"le {date_longue(day)}" for day in met)
    return f"{pluriel(len(met), 'réunion')} : {days}"


def _slots(matiere: MatiereIntervention) -> Iterator[str]:
    """« mardi, de 17 h 00 à 21 h 00 », of the file's own week."""
    for one in matiere.config.creneaux:
        if one.site == matiere.intervention.site:
            yield f"{JOURS[one.jour]}, de {one.de:%H h %M} à {one.a:%H h %M}"
