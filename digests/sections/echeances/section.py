"""Échéances: dates that follow from the interventions and the convention, six weeks ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.domain.interventions import PREMIER_COMITE
from bot.words import jour, pluriel
from digests.contract import Figures, Recueil, Section, Vue
from digests.sections.echeances import reunies
from digests.sections.echeances.reunies import Tenues

HORIZON = timedelta(weeks=6)


def read(recueil: Recueil) -> Figures:
    """Those of this week and of the next six; failing that, the next one however far."""
    semaine = recueil.semaine
    held = reunies.held(recueil)
    every = _all(recueil, held)
    ahead = sorted(due for due in every if due[0] >= semaine.lundi)
    near = [due for due in ahead if due[0] <= semaine.dimanche + HORIZON] or ahead[:1]
    monday = semaine.lundi + timedelta(days=7)
    return {
        "echeances": [
            {
                "date": day.isoformat(),
                "label": label,
                "site": site,
                "jours": (day - monday).days,
                "calculee": computed,
            }
            for day, label, site, computed in near
        ],
        **reunies.read(recueil, held),
    }


def _all(recueil: Recueil, held: Tenues) -> Iterator[tuple[date, str, str, bool]]:
    """A first comité opérationnel that was held is no date to come."""
    config = recueil.programme.config
    for intervention in config.interventions:
        if intervention.site in recueil.perimetre.slugs:
            met = reunies.first_held(recueil, intervention, held)
            for due in config.echeances(intervention):
                # The end is in the list: a reminder of it would say the same thing twice.
                if not due.rappelle and not (met and due.slug == PREMIER_COMITE):
                    site = config.site(intervention.site).label
                    yield due.date, due.label, site, due.calculee
    yield config.convention.fin, "Fin de la convention", "", False


def show(numbers: Figures) -> Vue:
    return {
        "lignes": [_line(row) for row in numbers["echeances"]],
        "reunions": reunies.show(numbers),
    }


def _line(row: Figures) -> Vue:
    label = f"{row['label']}, {row['site']}" if row["site"] else row["label"]
    # Letters frozen before did not know which dates were computed.
    if row.get("calculee"):
        label += " (date calculée)"
    return {"quand": jour(date.fromisoformat(row["date"])), "dans": _when(row), "quoi": label}


def _when(row: Figures) -> str:
    days = int(row["jours"])
    if days < 0:
        return "cette semaine"
    if days < 7:
        return "la semaine qui vient"
    return f"dans {pluriel(round(days / 7), 'semaine')}"


SECTION = Section(ordre=40, titre="Échéances", figures=read, vue=show)
