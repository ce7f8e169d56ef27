"""Each kind of entry that may count for an activity: its figures, then its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Final

from bot.words import duree, pluriel
from digests import sociaux, words
from digests.contract import Figures, Recueil
from storage.dispositif import Element
from storage.figures_activites import EFFECTIF, TENU
from storage.figures_veille import Bilan
from storage.indicateurs.rencontres import rencontres
from storage.indicateurs.temps import heures_presence

NBSP: Final = "\N{NO-BREAK SPACE}"
ACTION: Final = "action_collective"
ALLER_VERS: Final = "aller-vers"
"""The slug of the list `initiatives` for what the mediators began."""


Types = Sequence[str]


@dataclass(frozen=True, slots=True)
class CompteActivite:
    """read: figures for JSON, protected already. says: what is told of them, nothing of zeros."""

    read: Callable[[Recueil, Types], Figures]
    says: Callable[[Figures], Iterable[str]]


def _presence(recueil: Recueil, _types: Types) -> Figures:
    return {"minutes": heures_presence(recueil.releve.at(-1)).n}


def _rencontre(recueil: Recueil, _types: Types) -> Figures:
    return {"n": rencontres(recueil.releve.at(-1)).n}


def _aller_vers(recueil: Recueil, _types: Types) -> Figures:
    """Exchanges that the mediators began: nobody had asked for anything (000 l.126, E05)."""
    by_site = recueil.activites.by_site(
        "sollicitation", well=lambda line: line.suite == ALLER_VERS
    )
    return sociaux.published(
        recueil.perimetre, {site: (good, good) for site, (_n, good) in by_site.items() if good}
    )


def _orientation(recueil: Recueil, _types: Types) -> Figures:
    """Answers that send somebody somewhere, a relais too (000 l.157)."""
    lines = recueil.programme.config.listes.get("reponses", ())
    sending = {line.slug for line in lines if line.compte_comme in ("orientation", "relais")}
    by_site = recueil.activites.by_site("sollicitation", mots=sending)
    return sociaux.published(recueil.perimetre, by_site)


def _ville(recueil: Recueil, _types: Types) -> Figures:
    """What lay outside the mission, handed to the town's mediation service (CLS-4)."""
    lines = recueil.programme.config.listes.get("reponses", ())
    handing = {line.slug for line in lines if line.suite == "mediation-ville"}
    by_site = recueil.activites.by_site("sollicitation", mots=handing)
    return sociaux.published(recueil.perimetre, by_site)


def _relais(recueil: Recueil, _types: Types) -> Figures:
    by_site = recueil.activites.by_site("relais", well=lambda line: line.mot == EFFECTIF)
    return sociaux.published(recueil.perimetre, by_site)


def _conflit(recueil: Recueil, types: Types) -> Figures:
    """Live conflicts (of these types, when given), and those whose outcome is favourable."""
    issues = recueil.programme.config.listes.get("issues", ())
    calm = {line.slug for line in issues if line.favorable}
    by_site = recueil.activites.by_site(
        "conflit", mots=types or None, well=lambda line: line.suite in calm
    )
    return sociaux.published(recueil.perimetre, by_site)


def _mediation(recueil: Recueil, _types: Types) -> Figures:
    opened = recueil.activites.by_site("mediation")
    kept = recueil.activites.by_site("accord", well=lambda line: line.mot == TENU)
    return {
        "ouvertes": sociaux.published(recueil.perimetre, opened),
        "accords": sociaux.published(recueil.perimetre, kept),
    }


def _mediation_in_words(count: Figures) -> Iterator[str]:
    yield sociaux.in_words(count["ouvertes"], "médiation ouverte", "médiations ouvertes")
    yield sociaux.with_success(
        count["accords"],
        ("accord vérifié", "accords vérifiés"),
        ("tenu", "tenus", "aucun tenu"),
    )


def _action(recueil: Recueil, types: Types) -> Figures:
    """How many of each type, and the bounds of their bands of participants: no exact count."""
    config = recueil.programme.config
    actions = recueil.activites.of(ACTION)
    mine = [line for line in actions if not types or line.mot in types]
    kinds: Counter[str] = Counter()
    for line in mine:
        kinds[line.mot] += line.n
    bands = [(config.element("tranches_participants", line.suite), line.n) for line in mine]
    return {
        "n": kinds.total(),
        "de_plusieurs_types": len(types) != 1,
        "types": [
            {"label": config.element("types_action", kind).label, "n": n}
            for kind, n in kinds.items()
        ],
        **_participants(bands),
    }


def _participants(bands: Sequence[tuple[Element, int]]) -> Figures:
    """None where a band has no bound: « plus de 50 », or one that left the file."""
    highs = [band.maximum for band, _ in bands]
    return {
        "au_moins": sum((band.minimum or 0) * n for band, n in bands),
        "au_plus": None if None in highs else sum((band.maximum or 0) * n for band, n in bands),
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


def _observation(recueil: Recueil, _types: Types) -> Figures:
    """The ambiance is a median, never a mean (requirements §5)."""
    noted = recueil.activites.of("ambiance")
    values = [value for line in noted for value in [int(line.mot)] * line.n]
    middle = median_low(values) if values else None
    steps = {step.valeur: step.label for step in recueil.programme.config.ambiance}
    label = steps.get(middle) if middle is not None else None
    return {
        "n": recueil.activites.total("observation"),
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


def _signalement(recueil: Recueil, _types: Types) -> Figures:
    by_service = recueil.veille.by_service(recueil.semaine.bornes())
    whole = sum(by_service.values(), Bilan())
    return {"n": whole.nouveaux, "clos": whole.clos}


def _signalement_in_words(count: Figures) -> Iterator[str]:
    yield from _in_words(count["n"], "signalement", "signalements")
    yield from _in_words(count["clos"], "clos après vérification", "clos après vérification")


def _entries(kind: str) -> Callable[[Recueil, Types], Figures]:
    """How many entries of a kind that describes no person."""
    return lambda recueil, _types: {"n": recueil.activites.total(kind)}


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
    "aller_vers": CompteActivite(
        _aller_vers, _social("échange à notre initiative", "échanges à notre initiative")
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
    "retour": CompteActivite(
        _entries("retour"), _counted("retour aux habitants", "retours aux habitants")
    ),
    "observation": CompteActivite(_observation, _observation_in_words),
    "preconisation": CompteActivite(
        _entries("preconisation"), _counted("préconisation", "préconisations")
    ),
    "etonnement": CompteActivite(_entries("etonnement"), _counted("étonnement", "étonnements")),
    "signalement": CompteActivite(_signalement, _signalement_in_words),
    "ville": CompteActivite(
        _ville,
        _social("sollicitation transmise à la Ville", "sollicitations transmises à la Ville"),
    ),
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
    return sum(line.n for line in recueil.activites.of(ACTION) if line.mot not in types)


def others(n: int) -> str:
    """« 1 action collective n'entre dans aucune de ces activités. »"""
    single = "action collective n'entre dans aucune de ces activités."
    several = "actions collectives n'entrent dans aucune de ces activités."
    return pluriel(n, single, several) if n else ""
