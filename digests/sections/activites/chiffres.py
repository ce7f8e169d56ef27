"""Each kind of entry that may count for an activity: its figures, then its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.words import duree, pluriel
from digests import sociaux, words
from digests.contract import Figures, Recueil
from storage.dispositif import Element
from storage.indicateurs import (
    actions,
    conflits,
    observations,
    preconisations,
    relais,
    rencontres,
    sollicitations,
    temps,
    veille,
)
from storage.indicateurs.contrat import Indicateur
from storage.indicateurs.etonnements import etonnements
from storage.indicateurs.releve import Releve

NBSP: Final = "\N{NO-BREAK SPACE}"
SANS_NOMBRE: Final = "sans_nombre"
"""Of a count that another of the same letter would give away: there were some."""


Types = Sequence[str]


@dataclass(frozen=True, slots=True)
class CompteActivite:
    """read: figures for JSON, protected already. says: what is told of them, nothing of zeros."""

    read: Callable[[Recueil, Types], Figures]
    says: Callable[[Figures], Iterable[str]]


def _presence(recueil: Recueil, _types: Types) -> Figures:
    return {"minutes": temps.heures_presence(recueil.releve.at(-1)).n}


def _aller_vers(recueil: Recueil, _types: Types) -> Figures:
    """Exchanges that the mediators began: nobody had asked for anything (000 l.126, E05)."""

    def begun(here: Releve) -> tuple[int, int]:
        n = sollicitations.part_aller_vers(here).n
        return n, n

    return sociaux.counted_by(recueil, recueil.releve.at(-1), begun)


def _social(indicateur: Indicateur[Any], singular: str, plural: str, *well: str) -> CompteActivite:
    """`well` says one, several and none that turned out well, when that is to be told."""

    def read(recueil: Recueil, _types: Types) -> Figures:
        return sociaux.counted(recueil, recueil.releve.at(-1), indicateur)

    def says(count: Figures) -> list[str]:
        if not well:
            return [sociaux.in_words(count, singular, plural)]
        single, several, none = well
        return [sociaux.with_success(count, (singular, plural), (single, several, none))]

    return CompteActivite(read, says)


def _ville(recueil: Recueil, _types: Types) -> Figures:
    """What lay outside the mission, handed to the town's mediation service (CLS-4).

    The letter lists orientations by domain beside it: what that table keeps back, so does this.
    """
    week = recueil.releve.at(-1)
    count = sociaux.counted(recueil, week, sollicitations.transmissions_ville)
    labels = recueil.labels("domaines_orientation")
    told = sociaux.shared(recueil, week, sollicitations.orientations, labels)
    if count["n"] and told["reste"]:
        return {"n": 0, "tus": 0, "dont": None, SANS_NOMBRE: True}
    return count


def _ville_in_words(count: Figures) -> list[str]:
    """Of a number that is not told, not that it is small: it may not be."""
    single, several = "sollicitation transmise à la Ville", "sollicitations transmises à la Ville"
    if count.get(SANS_NOMBRE):
        return [f"des {several} (nombre non publié)"]
    return [sociaux.in_words(count, single, several)]


def _conflit(recueil: Recueil, types: Types) -> Figures:
    """Live conflicts, and those whose outcome is favourable; of some types, how many alone."""
    week = recueil.releve.at(-1)
    if not types:
        return sociaux.counted(recueil, week, conflits.conflits_apaises)

    def of_these(here: Releve) -> tuple[int, int]:
        n = sum(conflits.conflits_directs(here).par.get(kind, 0) for kind in types)
        return n, n

    return sociaux.counted_by(recueil, week, of_these) | {"dont": None}


def _conflit_in_words(count: Figures) -> list[str]:
    names = ("conflit en direct", "conflits en direct")
    return [sociaux.with_success(count, names, ("apaisé", "apaisés", "aucun apaisé"))]


def _mediation(recueil: Recueil, _types: Types) -> Figures:
    week = recueil.releve.at(-1)
    return {
        "ouvertes": sociaux.counted(recueil, week, conflits.mediations_ouvertes),
        "accords": sociaux.counted(recueil, week, conflits.accords_verifies),
    }


def _mediation_in_words(count: Figures) -> Iterator[str]:
    yield sociaux.in_words(count["ouvertes"], "médiation ouverte", "médiations ouvertes")
    yield sociaux.with_success(
        count["accords"],
        ("accord vérifié", "accords vérifiés"),
        ("tenu", "tenus", "aucun tenu"),
    )


def _action(recueil: Recueil, types: Types) -> Figures:
    """How many of each type, and an estimate of who came: bands have no exact count."""
    week = recueil.releve.at(-1)
    done, there = actions.actions_collectives(week).par, actions.participants(week).par
    labels = recueil.labels("types_action")
    mine = {kind: n for kind, n in done.items() if not types or kind in types}
    return {
        "n": sum(mine.values()),
        "de_plusieurs_types": len(types) != 1,
        "types": [{"label": labels.get(kind, kind), "n": n} for kind, n in mine.items()],
        "participants": sum(there.get(kind, 0) for kind in mine),
    }


def _action_in_words(count: Figures) -> Iterator[str]:
    """« 3 actions (Réunion d'habitants 2, Concertation 1) », « environ 27 participants »."""
    if not count["n"]:
        return
    kinds = count["types"] if count["de_plusieurs_types"] else []
    names = [
        f"{kind['label']}{NBSP}{kind['n']}" if len(kinds) > 1 else kind["label"] for kind in kinds
    ]
    yield pluriel(count["n"], "action") + (f" ({', '.join(names)})" if names else "")
    yield from _participants(count)


def _participants(count: Figures) -> Iterator[str]:
    """Points that were frozen before gave the bounds of the bands."""
    if "participants" not in count:
        low, high = count["au_moins"], count["au_plus"]
        if low:
            yield f"{low} à {high} participants" if high else f"au moins {low} participants"
    elif count["participants"]:
        yield f"environ {pluriel(count['participants'], 'participant')} (estimation)"


def _observation(recueil: Recueil, _types: Types) -> Figures:
    """The ambiance is a median, never a mean (requirements §5)."""
    week = recueil.releve.at(-1)
    middle = observations.ambiance_mediane(week)
    steps = {step.valeur: step.label for step in recueil.programme.config.ambiance}
    return {
        "n": observations.usages_positifs_part(week).sur,
        "ambiance": middle.milieu,
        "mot": steps.get(int(middle.milieu)) if middle.milieu is not None else None,
        "releves": middle.n,
    }


def _observation_in_words(count: Figures) -> Iterator[str]:
    yield from _in_words(count["n"], "observation", "observations")
    if count["ambiance"] is not None:
        word = f" ({count['mot'].lower()})" if count["mot"] else ""
        median = f"{count['ambiance']}{NBSP}sur{NBSP}5"
        yield f"ambiance médiane {median}{word}, n{NBSP}={NBSP}{count['releves']}"


def _signalement(recueil: Recueil, _types: Types) -> Figures:
    week = recueil.releve.at(-1)
    return {"n": veille.signalements(week).n, "clos": veille.signalements_verifies(week).n}


def _signalement_in_words(count: Figures) -> Iterator[str]:
    yield from _in_words(count["n"], "signalement", "signalements")
    yield from _in_words(count["clos"], "clos après vérification", "clos après vérification")


def _plain(indicateur: Indicateur[Any], singular: str, plural: str) -> CompteActivite:
    """How many of what describes no person."""
    return CompteActivite(
        lambda recueil, _types: {"n": indicateur(recueil.releve.at(-1)).n},
        lambda count: _in_words(count["n"], singular, plural),
    )


def _in_words(n: int, singular: str, plural: str) -> list[str]:
    return [pluriel(n, singular, plural)] if n else []


COMPTES: Final[dict[str, CompteActivite]] = {
    "presence": CompteActivite(
        _presence,
        lambda count: [f"{duree(count['minutes'])} de présence"] if count["minutes"] else [],
    ),
    "rencontre": CompteActivite(
        lambda recueil, _types: {"n": rencontres.rencontres(recueil.releve.at(-1)).n},
        lambda count: [words.rencontres(count["n"])] if count["n"] else [],
    ),
    "aller_vers": CompteActivite(
        _aller_vers,
        lambda count: [
            sociaux.in_words(count, "échange à notre initiative", "échanges à notre initiative")
        ],
    ),
    "orientation": _social(sollicitations.orientations, "orientation", "orientations"),
    "relais": _social(
        relais.relais_avec_nouvelles,
        *(
            "relais avec des nouvelles",
            "relais avec des nouvelles",
            "effectif",
            "effectifs",
            "aucun effectif",
        ),
    ),
    "conflit": CompteActivite(_conflit, _conflit_in_words),
    "mediation": CompteActivite(_mediation, _mediation_in_words),
    "action_collective": CompteActivite(_action, _action_in_words),
    "retour": _plain(veille.retours_habitants, "retour aux habitants", "retours aux habitants"),
    "observation": CompteActivite(_observation, _observation_in_words),
    "preconisation": _plain(preconisations.preconisations, "préconisation", "préconisations"),
    "etonnement": _plain(etonnements, "étonnement", "étonnements"),
    "signalement": CompteActivite(_signalement, _signalement_in_words),
    "ville": CompteActivite(_ville, _ville_in_words),
}
"""By what the file calls it (`storage.dispositif.entries.Compte`)."""


def uncounted(recueil: Recueil, activites: Iterable[Element]) -> int:
    """Collective actions of a type that no activity counts: said, so that none is lost."""
    counts = [
        c for activite in activites for c in activite.compte if c.quoi == "action_collective"
    ]
    if not counts or any(not count.types for count in counts):
        return 0
    types = {kind for count in counts for kind in count.types}
    done = actions.actions_collectives(recueil.releve.at(-1)).par
    return sum(n for kind, n in done.items() if kind not in types)


def others(n: int) -> str:
    """« 1 action collective n'entre dans aucune de ces activités. »"""
    single = "action collective n'entre dans aucune de ces activités."
    several = "actions collectives n'entrent dans aucune de ces activités."
    return pluriel(n, single, several) if n else ""
