"""The planning of a whole intervention: weeks by period, particular days, partners (000 l.73)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from bot.casework.planning import particular_days
from bot.domain.interventions import DAY
from bot.domain.semaine import weeks
from bot.livrables import BlocLivrable
from bot.words import duree, jour_court, pluriel
from digests.livrables.blocs import fiche, grille, liste, manque, note, tableau
from digests.livrables.intervention.matiere import MatiereIntervention
from digests.livrables.mots import RIEN
from digests.livrables.signes import imprimable
from storage.dispositif import Dispositif, actifs
from storage.indicateurs.prevu import heures_prevues
from storage.indicateurs.releve import Releve, releve

EVENEMENTS: Final = "les événements du quartier où l'équipe sera, avec leurs dates."
PARTENAIRES: Final = "qui est associé, pour quoi faire, et à partir de quand."
RESSOURCES: Final = "les moyens de l'association et des partenaires mis à disposition."


def semaines(matiere: MatiereIntervention) -> Iterator[BlocLivrable]:
    """Planned hours, week by week and period by period; weeks without any are said (B08)."""
    ici = _planned(matiere)
    mondays, rows = ici.recolte.jours[:-1], []
    for rang, monday in enumerate(mondays):
        week = ici.at(rang)
        if minutes := matiere.chiffre(heures_prevues, week).n:
            rows.append([f"dès le {jour_court(monday)}", duree(minutes), *_periods(matiere, week)])
    if not rows:
        yield manque("aucun créneau n'est prévu sur ce site : Planning.")
        return
    total = ["Ensemble", duree(heures_prevues(ici).n), *_periods(matiere, ici)]
    heads = ["Semaine", "Prévu", *matiere.tranches.values()]
    yield tableau("Heures prévues sur le site", heads, [*rows, total], somme=True)
    if empty := len(mondays) - len(rows):
        yield manque(f"{pluriel(empty, 'semaine')} sans aucun créneau : Planning.")


def _periods(matiere: MatiereIntervention, ici: Releve) -> list[str]:
    found = [heures_prevues(ici.during(slug)).n for slug in matiere.tranches]
    return [duree(minutes) if minutes else RIEN for minutes in found]


def couverture(matiere: MatiereIntervention) -> Iterator[BlocLivrable]:
    """Which periods are covered, and whether the weeks hold what is asked (000 l.120, l.142)."""
    ici = _planned(matiere)
    empty = [
        label for slug, label in matiere.tranches.items() if not heures_prevues(ici.during(slug)).n
    ]
    config, weeks_ = matiere.config, ici.recolte.periodes
    share, week = config.hors_terrain.objectif_terrain_pct, config.presence.heures_semaine
    mean = heures_prevues(ici).n // weeks_
    yield fiche(
        "Couverture",
        [
            ("Périodes sans aucun créneau", ", ".join(empty) or "aucune"),
            ("Par semaine, en moyenne", duree(mean)),
            ("Repère d'un binôme, tous sites", f"{duree(week * 60 * share // 100)} ({share} %)"),
        ],
    )


def particuliers(matiere: MatiereIntervention) -> Iterator[BlocLivrable]:
    """School and bank holidays among its days."""
    one = matiere.intervention
    found = particular_days(matiere.work.programme, one.debut, one.fin)
    if found:
        yield liste(map(imprimable, found))
    else:
        yield note("Ni vacances scolaires, ni jour férié.")


def partenaires(matiere: MatiereIntervention) -> Iterator[BlocLivrable]:
    """Those of the annuaire who work for that quartier: no address, no telephone (A11)."""
    rows = list(connus(matiere.config, matiere.site.quartier))
    if rows:
        yield grille("Partenaires du quartier, dans l'annuaire", ["Partenaire", "Domaines"], rows)
    else:
        yield manque("aucun partenaire de l'annuaire ne couvre ce quartier.")


def connus(config: Dispositif, quartier: str) -> Iterator[list[str]]:
    """« Mission locale | Emploi », one a line."""
    labels = {one.slug: one.label for one in config.listes.get("domaines_orientation", ())}
    for one in actifs(config.annuaire):
        if one.serves(quartier):
            yield [one.label, ", ".join(labels.get(slug, slug) for slug in one.domaines)]


def _planned(matiere: MatiereIntervention) -> Releve:
    """Week by week from its first day to its last, those to come too."""
    one, work = matiere.intervention, matiere.work
    firsts: list[date] = [one.debut]
    firsts += [week.lundi for week in weeks(one.debut, one.fin) if week.lundi > one.debut]
    return releve(work.tx, work.programme, matiere.lieux, [*firsts, one.fin + DAY])
