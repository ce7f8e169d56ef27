"""Actions et partenaires: what was done with groups, for whom, with whom (§4.2; J01-J08)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.words import pluriel
from digests.contract import Figures, Recueil, Section, Vue
from digests.sections.actions import avenir
from storage.indicateurs import actions, veille
from storage.indicateurs.contrat import Repartition


def read(recueil: Recueil) -> Figures:
    """Exact: actions are events, their participants an estimate, no person is described."""
    week = recueil.releve.at(-1)
    done = actions.actions_collectives(week)
    told = veille.retours_habitants(week).n
    return {
        "rien": not done.n and not told,
        "n": done.n,
        "types": _labelled(done, recueil.labels("types_action")),
        "participants": actions.participants(week).n,
        "themes": _labelled(actions.actions_themes(week), recueil.labels("themes_action")),
        "cibles": _labelled(actions.actions_cibles(week), recueil.labels("cibles_action")),
        "projets": _labelled(actions.projets_stades(week), recueil.labels("stades_projet")),
        "conseil_citoyen": actions.actions_conseil_citoyen(week).n,
        "objectif": actions.actions_objectif(week).n,
        "origines": _labelled(actions.actions_origines(week), recueil.labels("origines_idee")),
        "appuis": _labelled(actions.actions_appuis(week), recueil.labels("appuis")),
        "partenaires": actions.partenaires_mobilises(week).n,
        "retours": told,
        "avenir": avenir.read(recueil),
    }


def _labelled(count: Repartition, labels: Mapping[str, str]) -> dict[str, int]:
    """By label of the file, the largest first."""
    return {labels.get(word, word): n for word, n in count.par.items()}


def show(numbers: Figures) -> Vue:
    lines = [*_done(numbers), _partners(numbers), _told(numbers)] if not numbers["rien"] else []
    # A point that was frozen before says nothing of what was to come.
    lines.append(avenir.show(numbers.get("avenir", [])))
    return {"vide": numbers["rien"], "lignes": [line for line in lines if line]}


def _done(numbers: Figures) -> list[str]:
    """« 3 actions collectives (Réunion d'habitants 2…), environ 27 participants (estimation). »"""
    n = numbers["n"]
    if not n:
        return ["Aucune action collective."]
    count = pluriel(n, "action collective", "actions collectives")
    there = numbers["participants"]
    people = f", environ {pluriel(there, 'participant')} (estimation)" if there else ""
    return [
        f"{count} ({_listed(numbers['types'])}){people}.",
        " ; ".join(_about(numbers)) + ".",
    ]


def _about(numbers: Figures) -> list[str]:
    """What they were about, for whom, and what they serve: each only where it was said."""
    parts = [
        ("Thèmes", _listed(numbers["themes"])),
        ("publics visés", _listed(numbers["cibles"])),
        ("projets d'habitants", _listed(numbers["projets"])),
        ("reliées à un objectif du site", _among(numbers["objectif"], numbers["n"])),
        ("avec le conseil citoyen", _among(numbers["conseil_citoyen"], numbers["n"])),
        # A point that was frozen before says neither.
        ("d'où vient l'idée", _listed(numbers.get("origines", {}))),
        ("avec l'appui de", _listed(numbers.get("appuis", {}))),
    ]
    return [f"{name} : {said}" for name, said in parts if said]


def _partners(numbers: Figures) -> str:
    n = numbers["partenaires"]
    said = pluriel(n, "partenaire mobilisé", "partenaires mobilisés")
    return f"{said} par un relais ou une action." if n else ""


def _told(numbers: Figures) -> str:
    n = numbers["retours"]
    said = pluriel(n, "retour donné aux habitants", "retours donnés aux habitants")
    return f"{said} sur ce qu'ils avaient fait signaler." if n else ""


def _listed(count: Mapping[str, int]) -> str:
    """« Propreté 2 · Jeunesse 1 »; of a single one, its name alone."""
    if len(count) == 1:
        return next(iter(count))
    return " · ".join(f"{label} {n}" for label, n in count.items())


def _among(n: int, whole: int) -> str:
    return f"{n} sur {whole}" if n else ""


SECTION = Section(ordre=32, titre="Actions et partenaires", figures=read, vue=show)
