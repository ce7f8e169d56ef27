"""Each kind of entry that may count for an activity: its figures, then its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Final

from bot.words import duree, pluriel
from digests import sociaux, words
from digests.contract import Figures, Perimetre
from storage import figures, figures_activites, figures_veille
from storage.dispositif import Dispositif, Element
from storage.figures import Bornes, Temps
from storage.figures_activites import ParSite
from storage.figures_veille import Bilan
from storage.machine.db import Tx

NBSP: Final = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Cadre:
    """Where and when to count."""

    tx: Tx
    config: Dispositif
    perimetre: Perimetre
    fenetre: Bornes

    def social(self, found: ParSite) -> Figures:
        return sociaux.published(self.perimetre, found)


Types = Sequence[str]


@dataclass(frozen=True, slots=True)
class CompteActivite:
    """read: figures for JSON, protected already. says: what is told of them, nothing of zeros."""

    read: Callable[[Cadre, Types], Figures]
    says: Callable[[Figures], Iterable[str]]


def _presence(one: Cadre, _types: Types) -> Figures:
    spent = figures.temps(one.tx, one.perimetre.ids, one.fenetre)
    return {"minutes": sum(spent.values(), Temps()).presence}


def _rencontre(one: Cadre, _types: Types) -> Figures:
    return {"n": sum(figures.rencontres(one.tx, one.perimetre.ids, one.fenetre).values())}


def _orientation(one: Cadre, _types: Types) -> Figures:
    """Answers that send somebody somewhere, a relais too (000 l.157)."""
    lines = one.config.listes.get("reponses", ())
    sending = [line.slug for line in lines if line.compte_comme in ("orientation", "relais")]
    found = figures_activites.sollicitations(one.tx, one.perimetre.ids, one.fenetre, sending)
    return one.social(found)


def _relais(one: Cadre, _types: Types) -> Figures:
    return one.social(figures_activites.relais(one.tx, one.perimetre.ids, one.fenetre))


def _conflit(one: Cadre, types: Types) -> Figures:
    calm = [line.slug for line in one.config.listes.get("issues", ()) if line.favorable]
    ids = one.perimetre.ids
    return one.social(figures_activites.conflits(one.tx, ids, one.fenetre, calm, types))


def _mediation(one: Cadre, _types: Types) -> Figures:
    ids, fenetre = one.perimetre.ids, one.fenetre
    kept = figures_activites.accords(one.tx, ids, fenetre)
    return {
        "ouvertes": one.social(figures_activites.mediations(one.tx, ids, fenetre)),
        "accords": one.social(kept),
    }


def _said_mediation(found: Figures) -> Iterator[str]:
    yield sociaux.said(found["ouvertes"], "médiation ouverte", "médiations ouvertes")
    yield sociaux.with_success(
        found["accords"],
        ("accord vérifié", "accords vérifiés"),
        ("tenu", "tenus", "aucun tenu"),
    )


def _action(one: Cadre, types: Types) -> Figures:
    """How many of each type, and the bounds of their bands of participants: no exact count."""
    done = _actions(one)
    mine = [(kind, band) for kind, band in done if not types or kind in types]
    bands = [one.config.element("tranches_participants", band) for _, band in mine]
    return {
        "n": len(mine),
        "de_plusieurs_types": len(types) != 1,
        "types": [
            {"label": one.config.element("types_action", kind).label, "n": n}
            for kind, n in Counter(kind for kind, _ in mine).items()
        ],
        **_participants(bands),
    }


def _actions(one: Cadre) -> list[tuple[str, str]]:
    return figures_activites.actions(one.tx, one.perimetre.ids, one.fenetre)


def _participants(bands: list[Element]) -> Figures:
    """None where a band has no bound: « plus de 50 », or one that left the file."""
    lows, highs = [one.minimum for one in bands], [one.maximum for one in bands]
    return {
        "au_moins": sum(n or 0 for n in lows),
        "au_plus": None if None in highs else sum(n or 0 for n in highs),
    }


def _said_action(found: Figures) -> Iterator[str]:
    """« 3 actions (Réunion d'habitants 2, Concertation 1) », « 17 à 30 participants »."""
    if not found["n"]:
        return
    kinds = found["types"] if found["de_plusieurs_types"] else []
    names = [
        f"{one['label']}{NBSP}{one['n']}" if len(kinds) > 1 else one["label"] for one in kinds
    ]
    yield pluriel(found["n"], "action") + (f" ({', '.join(names)})" if names else "")
    low, high = found["au_moins"], found["au_plus"]
    if low:
        yield f"{low} à {high} participants" if high else f"au moins {low} participants"


def _retour(one: Cadre, _types: Types) -> Figures:
    return {"n": figures_activites.retours(one.tx, one.perimetre.ids, one.fenetre)}


def _observation(one: Cadre, _types: Types) -> Figures:
    """The ambiance is a median, never a mean (requirements §5)."""
    felt = figures_activites.ambiances(one.tx, one.perimetre.ids, one.fenetre)
    middle = median_low(felt) if felt else None
    steps = {step.valeur: step.label for step in one.config.ambiance}
    label = steps.get(middle) if middle is not None else None
    return {
        **_noted("observation")(one, ()),
        "ambiance": middle,
        "mot": label,
        "releves": len(felt),
    }


def _said_observation(found: Figures) -> Iterator[str]:
    yield from _said(found["n"], "observation", "observations")
    if found["ambiance"] is not None:
        word = f" ({found['mot'].lower()})" if found["mot"] else ""
        median = f"{found['ambiance']}{NBSP}sur{NBSP}5"
        yield f"ambiance médiane {median}{word}, n{NBSP}={NBSP}{found['releves']}"


def _signalement(one: Cadre, _types: Types) -> Figures:
    found = figures_veille.by_service(one.tx, one.perimetre.ids, one.fenetre)
    whole = sum(found.values(), Bilan())
    return {"n": whole.nouveaux, "clos": whole.clos}


def _said_signalement(found: Figures) -> Iterator[str]:
    yield from _said(found["n"], "signalement", "signalements")
    yield from _said(found["clos"], "clos après vérification", "clos après vérification")


def _noted(kind: str) -> Callable[[Cadre, Types], Figures]:
    table = figures_activites.COUNTED[kind]

    def read(one: Cadre, _types: Types) -> Figures:
        return {"n": figures_activites.noted(one.tx, table, one.perimetre.ids, one.fenetre)}

    return read


def _said(n: int, singular: str, plural: str) -> list[str]:
    return [pluriel(n, singular, plural)] if n else []


def _counted(singular: str, plural: str) -> Callable[[Figures], list[str]]:
    return lambda found: _said(found["n"], singular, plural)


def _social(singular: str, plural: str, *well: str) -> Callable[[Figures], list[str]]:
    """`well` says one, several and none that turned out well, when that is to be told."""

    def says(found: Figures) -> list[str]:
        if not well:
            return [sociaux.said(found, singular, plural)]
        one, several, none = well
        return [sociaux.with_success(found, (singular, plural), (one, several, none))]

    return says


COMPTES: Final[dict[str, CompteActivite]] = {
    "presence": CompteActivite(
        _presence, lambda one: [f"{duree(one['minutes'])} de présence"] if one["minutes"] else []
    ),
    "rencontre": CompteActivite(
        _rencontre, lambda one: [words.rencontres(one["n"])] if one["n"] else []
    ),
    "orientation": CompteActivite(_orientation, _social("orientation", "orientations")),
    "relais": CompteActivite(
        _relais,
        _social("relais vérifié", "relais vérifiés", "effectif", "effectifs", "aucun effectif"),
    ),
    "conflit": CompteActivite(
        _conflit,
        _social("conflit en direct", "conflits en direct", "apaisé", "apaisés", "aucun apaisé"),
    ),
    "mediation": CompteActivite(_mediation, _said_mediation),
    "action_collective": CompteActivite(_action, _said_action),
    "retour": CompteActivite(_retour, _counted("retour aux habitants", "retours aux habitants")),
    "observation": CompteActivite(_observation, _said_observation),
    "preconisation": CompteActivite(
        _noted("preconisation"), _counted("préconisation", "préconisations")
    ),
    "etonnement": CompteActivite(_noted("etonnement"), _counted("étonnement", "étonnements")),
    "signalement": CompteActivite(_signalement, _said_signalement),
}
"""By what the file calls it (`storage.dispositif.entries.Compte`)."""


def uncounted(one: Cadre, activites: Iterable[Element]) -> int:
    """Collective actions of a type that no activity counts: said, so that none is lost."""
    counts = [
        c for activite in activites for c in activite.compte if c.quoi == "action_collective"
    ]
    if not counts or any(not count.types for count in counts):
        return 0
    known = {kind for count in counts for kind in count.types}
    return sum(1 for kind, _ in _actions(one) if kind not in known)


def others(n: int) -> str:
    """« 1 action collective n'entre dans aucune de ces activités. »"""
    one = "action collective n'entre dans aucune de ces activités."
    return (
        pluriel(n, one, "actions collectives n'entrent dans aucune de ces activités.") if n else ""
    )
