"""Conflits et médiations: on the spot by type and outcome, then what takes weeks (§4.2, §4.7)."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.domain.vies.mediation import EtatConnu
from bot.words import capitale, pluriel
from digests import sociaux, words
from digests.contract import TRIMESTRE, Figures, Recueil, Section, Vue
from digests.sections.conflits import mois
from storage.indicateurs import conflits, demandes
from storage.indicateurs.vies import DAY

ETATS: Final[dict[str, str]] = {
    EtatConnu.EN_COURS: "en cours",
    EtatConnu.ACCORD: "avec un accord",
    EtatConnu.SANS_ACCORD: "sans accord",
}
FEW: Final = "le détail, par petits nombres, n'est pas publié"


def read(recueil: Recueil) -> Figures:
    """The week; accords by blocks of twelve weeks, and delays over the last twelve."""
    week, bloc = recueil.releve.at(-1), recueil.bloc
    live = {
        "types": sociaux.shared(
            recueil, week, conflits.conflits_directs, recueil.labels("types_conflit")
        ),
        "issues": sociaux.shared(
            recueil, week, conflits.conflits_issues, recueil.labels("issues")
        ),
    }
    steps = {
        "ouvertes": sociaux.counted(recueil, week, conflits.mediations_ouvertes),
        "closes": sociaux.counted(recueil, week, conflits.mediations_closes),
        "verifies": sociaux.counted(recueil, week, conflits.accords_verifies),
    }
    asked = demandes.demandes(week).n
    waited = demandes.delai_demande(recueil.trimestre)
    return {
        "rien": all(map(sociaux.none, (live["types"], *steps.values()))) and not asked,
        **live,
        **steps,
        "mois": mois.read(recueil, live),
        "etats": sociaux.shared(recueil, week, conflits.mediations_etats, ETATS),
        "tenus": sociaux.counted(recueil, bloc, conflits.accords_tenus) if bloc else None,
        "demandes": asked,
        "demandes_en_attente": demandes.demandes_en_attente(week).n,
        "delai": {"jours": waited.milieu, "n": waited.n},
        "semaines": TRIMESTRE,
        "bloc": [day.isoformat() for day in bloc.jours] if bloc else None,
    }


def show(numbers: Figures) -> Vue:
    lines = [
        _live(numbers),
        *mois.show(numbers.get("mois", {})),
        *_mediations(numbers),
        _demandes(numbers),
    ]
    return {"vide": numbers["rien"], "lignes": [line for line in lines if line]}


def _live(numbers: Figures) -> str:
    """« 9 conflits en direct. Types : Bruit 6. Issues : Apaisé 7 ; le reste… »"""
    n = sociaux.in_words(numbers["types"], "conflit en direct", "conflits en direct")
    if not n:
        return ""
    parts = [("Types", numbers["types"]), ("Issues", numbers["issues"])]
    told = [(name, sociaux.detailed(count)) for name, count in parts]
    detail = ". ".join(f"{name} : {said}" for name, said in told if said)
    return f"{capitale(n)}. {detail or capitale(FEW)}."


def _mediations(numbers: Figures) -> list[str]:
    """What the week did, then how those that lived in it stand, then whether accords last."""
    opened = sociaux.in_words(numbers["ouvertes"], "médiation ouverte", "médiations ouvertes")
    closed = sociaux.in_words(numbers["closes"], "médiation close", "médiations closes")
    checked = sociaux.with_success(
        numbers["verifies"],
        ("accord vérifié", "accords vérifiés"),
        ("tenu", "tenus", "aucun tenu"),
    )
    week = [one for one in (opened, closed, checked) if one]
    return [
        f"{capitale(' ; '.join(week))}." if week else "",
        _states(numbers["etats"]),
        _kept(numbers),
    ]


def _states(count: Figures) -> str:
    """« 6 médiations suivies : en cours 6. »"""
    n = sociaux.in_words(count, "médiation suivie", "médiations suivies")
    detail = sociaux.detailed(count)
    said = f"{n} : {detail}" if detail else n
    return f"{capitale(said)}." if n else ""


def _kept(numbers: Figures) -> str:
    if not numbers["bloc"]:
        return ""
    since, after = map(date.fromisoformat, numbers["bloc"])
    days = words.span(since.isoformat(), (after - DAY).isoformat())
    said = sociaux.with_success(
        numbers["tenus"],
        ("accord est arrivé à 30 jours", "accords sont arrivés à 30 jours"),
        ("tenu", "tenus", "aucun tenu"),
    )
    return f"{capitale(days)}, {said}." if said else ""


def _demandes(numbers: Figures) -> str:
    """« 3 demandes directes reçues, 1 sans réponse. Délai médian de réponse : … »"""
    n, waiting, delay = numbers["demandes"], numbers["demandes_en_attente"], numbers["delai"]
    received = pluriel(n, "demande directe reçue", "demandes directes reçues") if n else ""
    left = pluriel(waiting, "demande sans réponse", "demandes sans réponse") if waiting else ""
    said = ", ".join(one for one in (received, left) if one)
    sentence = f"{said}. " if said else ""
    if delay["n"]:
        sentence += (
            f"Délai médian de réponse aux demandes, sur {numbers['semaines']} semaines : "
            f"{words.delai(delay['jours'])} (n = {delay['n']})."
        )
    return sentence.strip()


SECTION = Section(ordre=23, titre="Conflits et médiations", figures=read, vue=show)
