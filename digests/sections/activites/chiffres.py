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

    def social(self, by_site: ParSite) -> Figures:
        return sociaux.published(self.perimetre, by_site)


Types = Sequence[str]


@dataclass(frozen=True, slots=True)
class CompteActivite:
    """read: figures for JSON, protected already. says: what is told of them, nothing of zeros."""

    read: Callable[[Cadre, Types], Figures]
    says: Callable[[Figures], Iterable[str]]


def _presence(cadre: Cadre, _types: Types) -> Figures:
    spent = figures.temps(cadre.tx, cadre.perimetre.ids, cadre.fenetre)
    return {"minutes": sum(spent.values(), Temps()).presence}


def _rencontre(cadre: Cadre, _types: Types) -> Figures:
    return {"n": sum(figures.rencontres(cadre.tx, cadre.perimetre.ids, cadre.fenetre).values())}


def _orientation(cadre: Cadre, _types: Types) -> Figures:
    """Answers that send somebody somewhere, a relais too (000 l.157)."""
    lines = cadre.config.listes.get("reponses", ())
    sending = [line.slug for line in lines if line.compte_comme in ("orientation", "relais")]
    by_site = figures_activites.sollicitations(
        cadre.tx, cadre.perimetre.ids, cadre.fenetre, sending
    )
    return cadre.social(by_site)


def _relais(cadre: Cadre, _types: Types) -> Figures:
    return cadre.social(figures_activites.relais(cadre.tx, cadre.perimetre.ids, cadre.fenetre))


def _conflit(cadre: Cadre, types: Types) -> Figures:
    calm = [line.slug for line in cadre.config.listes.get("issues", ()) if line.favorable]
    ids = cadre.perimetre.ids
    return cadre.social(figures_activites.conflits(cadre.tx, ids, cadre.fenetre, calm, types))


def _mediation(cadre: Cadre, _types: Types) -> Figures:
    ids, fenetre = cadre.perimetre.ids, cadre.fenetre
    accords = figures_activites.accords(cadre.tx, ids, fenetre)
    return {
        "ouvertes": cadre.social(figures_activites.mediations(cadre.tx, ids, fenetre)),
        "accords": cadre.social(accords),
    }


def _mediation_in_words(count: Figures) -> Iterator[str]:
    yield sociaux.in_words(count["ouvertes"], "médiation ouverte", "médiations ouvertes")
    yield sociaux.with_success(
        count["accords"],
        ("accord vérifié", "accords vérifiés"),
        ("tenu", "tenus", "aucun tenu"),
    )


def _action(cadre: Cadre, types: Types) -> Figures:
    """How many of each type, and the bounds of their bands of participants: no exact count."""
    actions = _actions(cadre)
    mine = [(kind, band) for kind, band in actions if not types or kind in types]
    bands = [cadre.config.element("tranches_participants", band) for _, band in mine]
    return {
        "n": len(mine),
        "de_plusieurs_types": len(types) != 1,
        "types": [
            {"label": cadre.config.element("types_action", kind).label, "n": n}
            for kind, n in Counter(kind for kind, _ in mine).items()
        ],
        **_participants(bands),
    }


def _actions(cadre: Cadre) -> list[tuple[str, str]]:
    return figures_activites.actions(cadre.tx, cadre.perimetre.ids, cadre.fenetre)


def _participants(bands: list[Element]) -> Figures:
    """None where a band has no bound: « plus de 50 », or one that left the file."""
    lows, highs = [band.minimum for band in bands], [band.maximum for band in bands]
    return {
        "au_moins": sum(n or 0 for n in lows),
        "au_plus": None if None in highs else sum(n or 0 for n in highs),
    }


def _action_in_words(count: Figures) -> Iterator[str]:
    """« 3 actions (Réunion d'habitants 2, Concertation 1) », « 17 à 30 participants »."""
    if not count["n"]:
        return
    kinds = count["types"] if count["de_plusieurs_types"] else []
    names = [
        f"{kind['label']}{NBSP}{kind['n']}" if len(kinds) > 1 else kind["label"] for kind in kinds
    ]
    yield pluriel(count["n"], "action") + (f" ({', '.join(names)})" if names else "")
    low, high = count["au_moins"], count["au_plus"]
    if low:
        yield f"{low} à {high} participants" if high else f"au moins {low} participants"


def _retour(cadre: Cadre, _types: Types) -> Figures:
    return {"n": figures_activites.retours(cadre.tx, cadre.perimetre.ids, cadre.fenetre)}


def _observation(cadre: Cadre, _types: Types) -> Figures:
    """The ambiance is a median, never a mean (requirements §5)."""
    values = figures_activites.ambiances(cadre.tx, cadre.perimetre.ids, cadre.fenetre)
    middle = median_low(values) if values else None
    steps = {step.valeur: step.label for step in cadre.config.ambiance}
    label = steps.get(middle) if middle is not None else None
    return {
        **_entries("observation")(cadre, ()),
        "ambiance": middle,
        "mot": label,
        "releves": len(values),
    }


def _observation_in_words(count: Figures) -> Iterator[str]:
    yield from _in_words(count["n"], "observation", "observations")
    if count["ambiance"] is not None:
        word = f" ({count['mot'].lower()})" if count["mot"] else ""
        median = f"{count['ambiance']}{NBSP}sur{NBSP}5"
        yield f"ambiance médiane {median}{word}, n{NBSP}={NBSP}{count['releves']}"


def _signalement(cadre: Cadre, _types: Types) -> Figures:
    by_service = figures_veille.by_service(cadre.tx, cadre.perimetre.ids, cadre.fenetre)
    whole = sum(by_service.values(), Bilan())
    return {"n": whole.nouveaux, "clos": whole.clos}


def _signalement_in_words(count: Figures) -> Iterator[str]:
    yield from _in_words(count["n"], "signalement", "signalements")
    yield from _in_words(count["clos"], "clos après vérification", "clos après vérification")


def _entries(kind: str) -> Callable[[Cadre, Types], Figures]:
    table = figures_activites.COUNTED[kind]

    def read(cadre: Cadre, _types: Types) -> Figures:
        return {
            "n": figures_activites.entries(cadre.tx, table, cadre.perimetre.ids, cadre.fenetre)
        }

    return read


def _in_words(n: int, singular: str, plural: str) -> list[str]:
    return [pluriel(n, singular, plural)] if n else []


def _counted(singular: str, plural: str) -> Callable[[Figures], list[str]]:
    return lambda count: _in_words(count["n"], singular, plural)


def _social(singular: str, plural: str, *well: str) -> Callable[[Figures], list[str]]:
    """`well` says one, several and none that turned out well, when that is to be told."""

    def says(count: Figures) -> list[str]:
        if not well:
            return [sociaux.in_words(count, singular, plural)]
        single, several, none = well
        return [sociaux.with_success(count, (singular, plural), (single, several, none))]

    return says


COMPTES: Final[dict[str, CompteActivite]] = {
    "presence": CompteActivite(
        _presence,
        lambda count: [f"{duree(count['minutes'])} de présence"] if count["minutes"] else [],
    ),
    "rencontre": CompteActivite(
        _rencontre, lambda count: [words.rencontres(count["n"])] if count["n"] else []
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
    "mediation": CompteActivite(_mediation, _mediation_in_words),
    "action_collective": CompteActivite(_action, _action_in_words),
    "retour": CompteActivite(_retour, _counted("retour aux habitants", "retours aux habitants")),
    "observation": CompteActivite(_observation, _observation_in_words),
    "preconisation": CompteActivite(
        _entries("preconisation"), _counted("préconisation", "préconisations")
    ),
    "etonnement": CompteActivite(_entries("etonnement"), _counted("étonnement", "étonnements")),
    "signalement": CompteActivite(_signalement, _signalement_in_words),
}
"""By what the file calls it (`storage.dispositif.entries.Compte`)."""


def uncounted(cadre: Cadre, activites: Iterable[Element]) -> int:
    """Collective actions of a type that no activity counts: said, so that none is lost."""
    counts = [
        c for activite in activites for c in activite.compte if c.quoi == "action_collective"
    ]
    if not counts or any(not count.types for count in counts):
        return 0
    types = {kind for count in counts for kind in count.types}
    return sum(1 for kind, _ in _actions(cadre) if kind not in types)


def others(n: int) -> str:
    """« 1 action collective n'entre dans aucune de ces activités. »"""
    single = "action collective n'entre dans aucune de ces activités."
    several = "actions collectives n'entrent dans aucune de ces activités."
    return pluriel(n, single, several) if n else ""
