"""Échéances: dates that follow from the interventions and the convention, six weeks ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.domain.semaine import Semaine
from bot.words import jour, pluriel
from digests.contract import Figures, Perimetre, Section, Vue
from storage.machine.db import Tx
from storage.programme import Programme

HORIZON = timedelta(weeks=6)
# The end itself is in the list: a reminder of it would say the same thing twice.
RAPPEL = "rappel-"


def read(_tx: Tx, programme: Programme, perimetre: Perimetre, semaine: Semaine) -> Figures:
    """Those of this week and of the next six; failing that, the next one however far."""
    known = sorted(_all(programme, perimetre), key=lambda one: (one[0], one[1:]))
    ahead = [one for one in known if one[0] >= semaine.lundi]
    near = [one for one in ahead if one[0] <= semaine.dimanche + HORIZON] or ahead[:1]
    monday = semaine.lundi + timedelta(days=7)
    return {
        "echeances": [
            {"date": day.isoformat(), "label": label, "site": site, "jours": (day - monday).days}
            for day, label, site in near
        ]
    }


def _all(programme: Programme, perimetre: Perimetre) -> Iterator[tuple[date, str, str]]:
    config = programme.config
    for one in config.interventions:
        if one.site in perimetre.slugs:
            for due in config.echeances(one):
                if not due.slug.startswith(RAPPEL):
                    yield due.date, due.label, config.site(one.site).label
    yield config.convention.fin, "Fin de la convention", ""


def show(found: Figures) -> Vue:
    return {"lignes": [_line(one) for one in found["echeances"]]}


def _line(one: Figures) -> Vue:
    label = f"{one['label']}, {one['site']}" if one["site"] else one["label"]
    return {"quand": jour(date.fromisoformat(one["date"])), "dans": _when(one), "quoi": label}


def _when(one: Figures) -> str:
    days = int(one["jours"])
    if days < 0:
        return "cette semaine"
    if days < 7:
        return "la semaine qui vient"
    return f"dans {pluriel(round(days / 7), 'semaine')}"


SECTION = Section(ordre=40, titre="Échéances", figures=read, vue=show)
