"""What a point mensuel adds of requests: needs, institutions, what was done, who is afraid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.domain.mois import Mois
from bot.domain.petits_effectifs import SEUIL_CROISE
from digests import sociaux, words
from digests.contract import Figures, Recueil
from storage.indicateurs import sollicitations as demandees

INSTITUTION: Final = "institution"
"""What the file has a type of request say besides (`precise`)."""


def read(recueil: Recueil, *, institutions: bool, gestes: bool) -> Figures:
    """Nothing in a week. institutions, gestes: whether what each of them details is told."""
    if not isinstance(recueil.semaine, Mois):
        return {}
    asked = {"besoins": (demandees.besoins, "besoins")}
    if institutions:
        asked["institutions"] = (demandees.institutions_mal_comprises, "institutions")
    if gestes:
        asked["gestes"] = (demandees.gestes_sur_place, "reponses")
    month = recueil.releve.at(-1)
    told = {
        name: sociaux.shared(recueil, month, figure, recueil.labels(liste), mensuel=True)
        for name, (figure, liste) in asked.items()
    }
    return {**told, "insecurite": _afraid(recueil)}


def types(recueil: Recueil) -> list[str]:
    """The types of request, by label, of which the file asks with which institution."""
    lines = recueil.programme.config.listes.get("sollicitations", ())
    return [line.label for line in lines if line.precise == INSTITUTION]


def _afraid(recueil: Recueil) -> Figures | None:
    """Over a whole block of weeks: an age crossed with what was said takes more (adr/0026)."""
    bloc = recueil.bloc
    if bloc is None:
        return None
    ages = {one.slug: one.label for one in recueil.programme.config.publics if one.ages}
    found = sociaux.shared(
        recueil, bloc, demandees.insecurite_ages, ages, mensuel=True, seuil=SEUIL_CROISE
    )
    return {**found, "du": bloc.jours[0].isoformat()}


def show(numbers: Figures) -> Iterator[str]:
    """« Besoins repérés : Isolement 9 · Logement 7 ; le reste… »; nothing where none may be."""
    titles = (
        ("Ce que nous avons fait sur place", "gestes"),
        ("Besoins repérés", "besoins"),
        ("Soucis avec une institution", "institutions"),
    )
    for title, name in titles:
        if numbers.get(name) and (said := sociaux.detailed(numbers[name])):
            yield f"{title} : {said}."
    afraid = numbers.get("insecurite")
    if afraid and (said := sociaux.detailed(afraid)):
        since = words.day_in_full(afraid["du"])
        yield f"Sentiment d'insécurité, par âge, sur douze semaines depuis le {since} : {said}."
