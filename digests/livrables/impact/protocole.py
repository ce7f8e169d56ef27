"""1 · The three measures: their days, the hours at which the site was seen, what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from bot.casework.planning import particular_days
from bot.clock import paris
from bot.domain.interventions import Fenetre
from bot.livrables import BlocLivrable
from bot.words import du_au, pluriel
from digests.livrables.blocs import grille, liste, manque, note
from digests.livrables.impact.matiere import NOMS, T2, MatiereImpact
from digests.livrables.mots import RIEN
from digests.livrables.signes import imprimable
from storage import heures_reservees, paroles
from storage.models import Observation


def mesures(matiere: MatiereImpact) -> Iterator[BlocLivrable]:
    """The same protocol each time: at least one observation in each period, at the same hours."""
    yield note(
        "Trois mesures, le même protocole : les deux premières semaines, les deux dernières, puis "
        "deux semaines à partir du troisième mois après la fin. Au moins une observation par "
        "période, si possible aux mêmes heures."
    )
    seen = {one.mesure: _seen(matiere, one) for one in matiere.commencees}
    days = ["Jours", *(du_au(one.debut, one.fin) for one in matiere.fenetres)]
    rows = [
        [label, *(_said(seen, one, slug) for one in matiere.fenetres)]
        for slug, label in matiere.tranches.items()
    ]
    heads = ["Observations, et leurs heures", *matiere.noms]
    yield grille("Les trois mesures", heads, [days, *rows])
    for one in matiere.commencees:
        yield from _missed(matiere, one, seen[one.mesure])
    yield from _reserved(matiere)


Vues = dict[str, list[int]]
"""By period, the hours (0 to 23, Paris) at which something was observed."""


def _seen(matiere: MatiereImpact, window: Fenetre) -> Vues:
    bornes, found = matiere.releves[window.mesure].bornes, Vues()
    for row in paroles.noted(matiere.work.tx, Observation, matiere.ids, bornes):
        found.setdefault(row.tranche, []).append(paris(row.le).hour)
    return found


def _said(seen: dict[str, Vues], window: Fenetre, tranche: str) -> str:
    """« 3, de 17 h à 19 h »; « 1, à 17 h »."""
    hours = seen.get(window.mesure, {}).get(tranche, [])
    if not hours:
        return "aucune" if window.mesure in seen else RIEN
    first, last = min(hours), max(hours)
    return f"{len(hours)}, " + (f"à {first} h" if first == last else f"de {first} h à {last} h")


def _missed(matiere: MatiereImpact, window: Fenetre, seen: Vues) -> Iterator[BlocLivrable]:
    """Once its days are over, what nobody will see any more."""
    empty = [label.lower() for slug, label in matiere.tranches.items() if slug not in seen]
    if empty and window.fin < matiere.aujourdhui:
        yield manque(f"{NOMS[window.mesure]} : aucune observation en {', '.join(empty)}.")


def _reserved(matiere: MatiereImpact) -> Iterator[BlocLivrable]:
    """Slots of T2, as long as it is not over: the team is elsewhere by then."""
    last = matiere.fenetres[-1]
    if last.mesure != T2 or last.fin < matiere.aujourdhui:
        return
    planned = heures_reservees.par_periode(matiere.work, matiere.intervention)
    said = [
        f"{label} : {pluriel(planned.get(slug, 0), 'créneau', 'créneaux')}"
        for slug, label in matiere.tranches.items()
    ]
    yield note(f"Heures réservées pour N+3, au planning. {' ; '.join(said)}.")
    empty = heures_reservees.manquent(matiere.work, matiere.intervention)
    if empty:
        yield manque(f"aucun créneau réservé pour N+3 en {', '.join(empty)} : Planning.")


def saisons(matiere: MatiereImpact) -> Iterator[BlocLivrable]:
    """4: what else was different in those days, as far as the calendar knows it."""
    lines = [
        f"{NOMS[one.mesure]} : {imprimable(said)}"
        for one in matiere.fenetres
        for said in particular_days(matiere.work.programme, one.debut, one.fin)
    ]
    if lines:
        yield liste(lines)
    yield note(
        "Cette fiche montre une contribution de l'équipe, jamais une cause : travaux, opérations "
        "de police, saison ont pu changer le site sans elle."
    )
