"""Sollicitations et relais: what was asked, done, and what is known of it since (§4.2)."""

from __future__ import annotations

from typing import Final

from bot.domain.petits_effectifs import POURCENTAGE_MINIMUM
from bot.words import capitale, pluriel
from digests import sociaux, tendance, words
from digests.contract import Figures, Gravite, Recueil, Section, Vue
from digests.sections.sollicitations import mois
from storage.indicateurs import relais
from storage.indicateurs import sollicitations as demandees
from storage.indicateurs.vies import DAY

TYPES: Final = 5
"""How many types of request are told (requirements §4.2, section 4)."""
SUITES: Final = {
    "demarche": "démarches faites ensemble",
    "orientation": "orientations",
    "relais": "relais",
    demandees.SUR_PLACE: "réponses sur place",
}
FEW: Final = "le détail, par petits nombres, n'est pas publié"
ISSUES: Final = {
    relais.EFFECTIF: "pris en charge",
    relais.AUTRE_SUITE: "autre suite connue",
    relais.SANS_NOUVELLES: "sans nouvelles",
    relais.PAS_VERIFIE: "pas encore vérifiés",
}


def read(recueil: Recueil) -> Figures:
    """Requests of the week, exact; what says something of people, by large numbers only."""
    week = recueil.releve.at(-1)
    n = demandees.sollicitations(week).n
    handed = _relais(recueil)
    types = sociaux.shared(
        recueil, week, demandees.sollicitations_type, recueil.labels("sollicitations")
    )
    answers = _answers(recueil)
    followed = (handed["ouverts"], handed["nouvelles"])
    return {
        "rien": not n and all(map(sociaux.none, followed)),
        "urgence": Gravite.CALME if sociaux.none(handed["en_retard"]) else Gravite.A_SUIVRE,
        "n": n,
        "tendance": _trend(recueil, n),
        "saison": recueil.saison,
        "types": types,
        "aller_vers": sociaux.counted(recueil, week, demandees.part_aller_vers),
        **answers,
        "relais": handed,
        "mois": mois.read(
            recueil,
            institutions=sociaux.tells(recueil, types, mois.types(recueil)),
            gestes=sociaux.tells(recueil, answers["suites"], [SUITES[demandees.SUR_PLACE]]),
        ),
    }


def _answers(recueil: Recueil) -> Figures:
    """What was done of them: four kinds in one table, then where they were sent."""
    week = recueil.releve.at(-1)
    kinds = sociaux.shared(recueil, week, demandees.suites_donnees, SUITES, exact=True)
    sent: Figures = {}
    if sociaux.tells(recueil, kinds, [SUITES["orientation"]]):
        labels = recueil.labels("domaines_orientation")
        labels |= {demandees.NON_PRECISE: "domaine non précisé"}
        sent = sociaux.shared(recueil, week, demandees.orientations, labels)
    return {"suites": kinds, "orientations": sent}


def _relais(recueil: Recueil) -> Figures:
    """The week, then what became of those that fell due in the last whole block of weeks."""
    week, bloc = recueil.releve.at(-1), recueil.bloc
    became: Figures = {}
    if bloc:
        became = {
            "du": bloc.jours[0].isoformat(),
            "au": (bloc.jours[1] - DAY).isoformat(),
            "echus": sociaux.shared(recueil, bloc, relais.relais_issues, ISSUES),
            "continus": sociaux.counted(recueil, bloc, relais.relais_continus),
        }
    return {
        "ouverts": sociaux.counted(recueil, week, relais.relais_ouverts),
        "nouvelles": sociaux.counted(recueil, week, relais.relais_avec_nouvelles),
        "en_retard": sociaux.counted(recueil, week, relais.relais_en_retard),
        "bloc": became,
        "prochain": recueil.fin_de_bloc.isoformat(),
    }


def _trend(recueil: Recueil, n: int) -> Figures:
    """Beside the mean of the four weeks before, once there are four (§4.2)."""
    if not recueil.recul:
        return tendance.compare(n, None)
    *past, _now = recueil.releve.rangs
    before = [demandees.sollicitations(recueil.releve.at(rang)).n for rang in past]
    return tendance.compare(n, before, recueil.durees)


def show(numbers: Figures) -> Vue:
    trend = numbers["tendance"]
    mean = None if trend["moyenne"] is None else str(round(trend["moyenne"]))
    n = numbers["n"]
    return {
        "total": pluriel(n, "sollicitation") if n else "",
        "tendance": tendance.sentence(trend["sens"], mean, numbers.get("periode")) if n else "",
        "saison": numbers["saison"] if mean and n else None,
        "lignes": [line for line in (*_asked(numbers), *_handed(numbers["relais"])) if line],
        "vide": numbers["rien"],
    }


def _asked(numbers: Figures) -> list[str]:
    types = sociaux.detailed(numbers["types"], TYPES)
    return [
        f"Types : {types or FEW}." if numbers["n"] else "",
        _initiative(numbers["aller_vers"]),
        _done(numbers),
        *mois.show(numbers.get("mois", {})),
    ]


def _initiative(count: Figures) -> str:
    """« Sur les 12 dont on sait qui a commencé, 7 à notre initiative (aller-vers). »"""
    part = count["dont"]
    if not count["n"] or part is None:
        return ""
    share = f" ({round(100 * part / count['n'])} %)" if count["n"] >= POURCENTAGE_MINIMUM else ""
    mine = f"{part} à notre initiative" if part else "aucune à notre initiative"
    return f"Sur les {count['n']} dont on sait qui a commencé, {mine}{share}."


def _done(numbers: Figures) -> str:
    """« Suites : sur place 9 · orientations 7 ; le reste… Orientations : Emploi 7. »"""
    kinds = sociaux.detailed(numbers["suites"])
    domains = sociaux.detailed(numbers["orientations"]) if numbers["orientations"] else ""
    said = [f"Suites : {kinds}." if kinds else "", f"Orientations : {domains}." if domains else ""]
    return " ".join(one for one in said if one)


def _handed(count: Figures) -> list[str]:
    """Relais: what the week did, what is late, then how those of twelve weeks stand."""
    opened = sociaux.in_words(count["ouverts"], "relais ouvert", "relais ouverts")
    news = sociaux.with_success(
        count["nouvelles"],
        ("relais dont on a eu des nouvelles", "relais dont on a eu des nouvelles"),
        ("pris en charge", "pris en charge", "aucun pris en charge"),
    )
    late = sociaux.in_words(
        count["en_retard"], "relais à vérifier en retard", "relais à vérifier en retard"
    )
    week = [one for one in (opened, news, late) if one]
    return [f"{capitale(' ; '.join(week))}." if week else "", *_block(count)]


def _block(count: Figures) -> list[str]:
    """What became of relais, by blocks of twelve weeks: the last whole one, or when it ends."""
    if bloc := count["bloc"]:
        days = capitale(words.span(bloc["du"], bloc["au"]))
        lines = [_due(bloc["echus"], days), _continued(bloc["continus"], days)]
        if any(lines):
            return lines
    day = words.day_in_full(count["prochain"])
    return [f"Ce que deviennent les relais se lira par douze semaines, dès le {day}."]


def _due(count: Figures, days: str) -> str:
    """« Du … au …, 14 relais sont arrivés à échéance : pris en charge 9 ; le reste… »"""
    n = sociaux.in_words(count, "relais est arrivé à échéance", "relais sont arrivés à échéance")
    if not n:
        return ""
    told = f" : {detail}" if (detail := sociaux.detailed(count)) else _untold(count)
    return f"{days}, {n}{told}.{_rate(count)}"


def _rate(count: Figures) -> str:
    """« Relais effectifs : 64 % (14 sur 22). », from twenty on (adr/0006)."""
    taken = count["par"].get(ISSUES[relais.EFFECTIF])
    if taken is None or count["tus"] or count["n"] < POURCENTAGE_MINIMUM:
        return ""
    return f" Relais effectifs : {round(100 * taken / count['n'])} % ({taken} sur {count['n']})."


def _continued(count: Figures, days: str) -> str:
    said = sociaux.with_success(
        count,
        ("prise en charge a atteint 30 jours", "prises en charge ont atteint 30 jours"),
        ("toujours suivie", "toujours suivies", "aucune toujours suivie"),
    )
    return f"{days}, {said}{_untold(count) if count['dont'] is None else ''}." if said else ""


def _untold(count: Figures) -> str:
    """What became of those that are counted, where it would tell a few."""
    return "" if count["tus"] else f" ; {FEW}"


SECTION = Section(ordre=22, titre="Sollicitations et relais", figures=read, vue=show)
