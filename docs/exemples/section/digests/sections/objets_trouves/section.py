"""Objets trouvés: how many that week, by site; left out of a week without any."""

from __future__ import annotations

from bot.words import pluriel
from digests.contract import Figures, Recueil, Section, Vue
from storage.indicateurs.objets_trouves import objets_trouves


def read(recueil: Recueil) -> Figures:
    week = recueil.releve.at(-1)
    counts = [
        {"site": one.label, "n": objets_trouves(week.on(*one.lieux)).n}
        for one in recueil.perimetre.groupes
    ]
    sites = [one for one in counts if one["n"]]
    return {"sites": sites} if sites else {}


def show(found: Figures) -> Vue:
    return {"lignes": [f"{one['site']} : {pluriel(one['n'], 'objet')}." for one in found["sites"]]}


SECTION = Section(ordre=36, titre="Objets trouvés", figures=read, vue=show)
