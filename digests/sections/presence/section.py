"""Presence: hours by site and période, planned and done, the street, what was not covered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from bot.words import duree
from digests import tendance
from digests.contract import Figures, Gravite, Recueil, Section, Vue, lit
from digests.sections.presence import autour, couverture, rue
from storage.dispositif import Tranche
from storage.indicateurs.acteurs import heures_acteurs
from storage.indicateurs.contexte import logements
from storage.indicateurs.prevu import CRENEAUX, heures_prevues
from storage.indicateurs.releve import Releve
from storage.indicateurs.sites import heures_bailleur
from storage.indicateurs.temps import (
    heures_evenements,
    heures_mediateur,
    heures_presence,
    modes_presence,
    part_feries,
    part_vacances,
    repartition_periodes,
)

NIVEAUX = 3
NBSP: Final = "\N{NO-BREAK SPACE}"


def read(recueil: Recueil) -> Figures:
    here = recueil.releve.at(-1)
    tranches = recueil.programme.config.tranches(repartition_periodes(here).par)
    rows = [
        _row(recueil, groupe.label, here.on(*groupe.lieux), tranches)
        for groupe in recueil.perimetre.groupes
    ]
    return {
        "lieu": recueil.perimetre.lieu,
        "tranches": [tranche.label for tranche in tranches],
        "sites": [row for row in rows if row["total"]],
        "total": _row(recueil, "Total", here, tranches),
        "tendance": _trend(recueil),
        "saison": recueil.saison,
        # Nothing while it would measure one binôme, which answers for twelve weeks.
        "prevu": heures_prevues(here).n if recueil.parle_des_mediateurs else 0,
    }


def read_beside(recueil: Recueil) -> Figures:
    """Of which hours these were, and who else announced some."""
    here = recueil.releve.at(-1)
    return {
        "dont": _among(here),
        "modes": _labelled(modes_presence(here).par, _modes(recueil)),
        "bailleurs": _landlords(here),
        "acteurs": _labelled(heures_acteurs(here).par, recueil.labels("types_acteur")),
        "autour": autour.read(recueil),
    }


def read_street(recueil: Recueil) -> Figures:
    return {"rue": rue.read(recueil)}


def read_share(recueil: Recueil) -> Figures:
    """Beside what it did of what was planned, where that may be told."""
    return {"rue": rue.read_share(recueil)} if rue.tells(recueil) else {}


def read_uncovered(recueil: Recueil) -> Figures:
    warnings = couverture.warnings(recueil)
    return {"alertes": warnings, "urgence": Gravite.A_SUIVRE if warnings else Gravite.CALME}


def _row(recueil: Recueil, label: str, here: Releve, tranches: Sequence[Tranche]) -> Figures:
    told = recueil.parle_des_mediateurs
    return {
        "site": label,
        "minutes": [heures_presence(here.during(tranche.slug)).n for tranche in tranches],
        "total": heures_presence(here).n,
        "mediateur": heures_mediateur(here).n if told else None,
    }


def _among(here: Releve) -> Figures:
    """In minutes: holidays, bank holidays, and each kind of event (000 l.153)."""
    reperes = {one.slug: one.label for one in here.programme.config.periodes.reperes}
    return {
        "vacances": part_vacances(here).n,
        "feries": part_feries(here).n,
        "evenements": _labelled(heures_evenements(here).par, reperes),
    }


def _landlords(here: Releve) -> list[Figures]:
    """Where there are several: each weighs by its dwellings too (001 l.12)."""
    weights, labels = (
        logements(here).par,
        {s.slug: s.label for s in here.programme.config.services},
    )
    found = _labelled(heures_bailleur(here).par, labels)
    for one, slug in zip(found, heures_bailleur(here).par, strict=True):
        one["logements"] = weights.get(slug)
    return found if len(found) > 1 else []


def _modes(recueil: Recueil) -> dict[str, str]:
    return {mode.slug: mode.label for mode in recueil.programme.config.presence.modes}


def _labelled(par: Mapping[str, int], labels: Mapping[str, str]) -> list[Figures]:
    return [{"label": labels.get(slug, slug), "minutes": n} for slug, n in par.items()]


def _trend(recueil: Recueil) -> Figures:
    """Compared in hours; the mean is given in minutes."""
    releve = recueil.releve
    *past, last = (heures_presence(releve.at(rang)).n / 60 for rang in releve.rangs)
    if not recueil.recul:
        return tendance.compare(last, None)
    compared = tendance.compare(last, past, recueil.durees)
    return {**compared, "moyenne": round(compared["moyenne"] * 60)}


def show(numbers: Figures) -> Vue:
    rows = [*numbers["sites"], numbers["total"]] if len(numbers["sites"]) > 1 else numbers["sites"]
    top = max((n for row in numbers["sites"] for n in row["minutes"]), default=0)
    trend = numbers["tendance"]
    mean = None if trend["moyenne"] is None else duree(trend["moyenne"])
    return {
        "entetes": [numbers.get("lieu", "Site"), *numbers["tranches"], "Total"],
        "lignes": [_shown_row(row, top) for row in rows],
        "total": duree(numbers["total"]["total"]),
        "mediateurs": numbers["total"]["mediateur"] is not None,
        "tendance": tendance.sentence(trend["sens"], mean, numbers.get("periode")),
        "saison": numbers["saison"] if mean else None,
        "prevu": duree(numbers["prevu"]) if numbers["prevu"] else None,
        # What follows is in no point hebdo that was frozen before.
        "precisions": [
            *_precisions(numbers),
            *autour.show(numbers.get("autour", {})),
            *rue.show(numbers.get("rue", {})),
        ],
        # Where there was nobody at all, it is not said of each site again.
        "alertes": numbers["alertes"] if numbers["total"]["total"] else [],
    }


def _precisions(numbers: Figures) -> Iterator[str]:
    """« Dont 2 h pendant les vacances scolaires, 1 h un jour férié. », then the modes."""
    among = ", ".join(_inside(numbers["dont"])) if "dont" in numbers else ""
    if among:
        yield f"Dont {among}."
    modes = numbers.get("modes", ())
    if len(modes) > 1:
        yield f"{', '.join(_said(mode) for mode in modes)}."
    if landlords := numbers.get("bailleurs"):
        yield f"Par bailleur : {', '.join(_said(one) + _weight(one) for one in landlords)}."
    if others := numbers.get("acteurs"):
        said = ", ".join(_said(one) for one in others)
        yield f"Annoncé par les autres acteurs dans ces quartiers : {said}."


def _inside(among: Figures) -> Iterator[str]:
    if among["vacances"]:
        yield f"{duree(among['vacances'])} pendant les vacances scolaires"
    if among["feries"]:
        yield f"{duree(among['feries'])} un jour férié"
    for event in among["evenements"]:
        yield f"{duree(event['minutes'])} {event['label'].lower()}"


def _weight(one: Figures) -> str:
    """« (1 115 logements) »."""
    dwellings = one["logements"]
    return f" ({dwellings:,} logements)".replace(",", NBSP) if dwellings else ""


def _said(one: Figures) -> str:
    return f"{one['label']} {duree(one['minutes'])}"


def _shown_row(row: Figures, top: int) -> Vue:
    """Cells are (text, level of heat); beside the total, the hours-médiateur that may be said."""
    mediateur = row["mediateur"]
    return {
        "site": row["site"],
        "cellules": [(duree(n) if n else "–", _level(n, top)) for n in row["minutes"]],
        "total": duree(row["total"]),
        "mediateur": "" if mediateur is None else f"({duree(mediateur)})",
        "somme": row["site"] == "Total",
    }


def _level(minutes: int, top: int) -> int:
    """0 for nothing, then 1 to 3 by share of the fullest cell."""
    return min(NIVEAUX, 1 + NIVEAUX * minutes // (top + 1)) if minutes else 0


SUITES: Final = (partial(lit, CRENEAUX), read_beside, read_street, read_share, read_uncovered)
SECTION = Section(ordre=10, titre="Présence", figures=read, vue=show, suites=SUITES)
