"""Presence: hours by site and période, planned and done, what was not covered."""

from __future__ import annotations

from bot.domain.semaine import Semaine
from bot.words import duree
from digests import planning, tendance
from digests.contract import Figures, Perimetre, Section, Vue
from digests.sections.presence import couverture
from storage import figures
from storage.figures import Temps
from storage.machine.db import Tx
from storage.programme import Programme

NIVEAUX = 3


def read(tx: Tx, programme: Programme, perimetre: Perimetre, semaine: Semaine) -> Figures:
    sums = figures.temps(tx, perimetre.ids, semaine.bornes())
    tranches = programme.config.tranches(tranche for _, tranche in sums)
    whole = sum(sums.values(), Temps())
    rows = []
    for lieu in perimetre.lieux:
        cells = [sums.get((lieu.id, tranche.slug), Temps()) for tranche in tranches]
        site = sum(cells, Temps())
        if site.presence:
            rows.append(_row(lieu.label, cells, site))
    columns = [[temps for (_, slug), temps in sums.items() if slug == t.slug] for t in tranches]
    return {
        "tranches": [tranche.label for tranche in tranches],
        "sites": rows,
        "total": _row("Total", [sum(column, Temps()) for column in columns], whole),
        "tendance": _trend(tx, perimetre, semaine, whole),
        "saison": tendance.season_remark(semaine, programme.calendrier),
        "prevu": planning.planned_minutes(tx, programme, perimetre, semaine),
        "alertes": couverture.warnings(tx, programme, perimetre, semaine),
    }


def _row(label: str, cells: list[Temps], whole: Temps) -> Figures:
    return {
        "site": label,
        "minutes": [cell.presence for cell in cells],
        "total": whole.presence,
        "mediateur": whole.mediateur,
    }


def _trend(tx: Tx, perimetre: Perimetre, semaine: Semaine, whole: Temps) -> Figures:
    """Compared in hours; the mean is given in minutes."""
    if not tendance.has_history(figures.first_presence(tx, perimetre.ids), semaine):
        return tendance.compare(whole.presence / 60, None)
    weeks = tendance.before(semaine)
    past = (figures.temps(tx, perimetre.ids, week.bornes()).values() for week in weeks)
    hours = [sum(week, Temps()).presence / 60 for week in past]
    compared = tendance.compare(whole.presence / 60, hours)
    return {**compared, "moyenne": round(compared["moyenne"] * 60)}


def show(numbers: Figures) -> Vue:
    rows = [*numbers["sites"], numbers["total"]] if len(numbers["sites"]) > 1 else numbers["sites"]
    top = max((n for row in numbers["sites"] for n in row["minutes"]), default=0)
    trend = numbers["tendance"]
    mean = None if trend["moyenne"] is None else duree(trend["moyenne"])
    return {
        "entetes": ["Site", *numbers["tranches"], "Total"],
        "lignes": [_shown_row(row, top) for row in rows],
        "total": duree(numbers["total"]["total"]),
        "tendance": tendance.sentence(trend["sens"], mean),
        "saison": numbers["saison"] if mean else None,
        "prevu": duree(numbers["prevu"]) if numbers["prevu"] else None,
        "alertes": numbers["alertes"],
    }


def _shown_row(row: Figures, top: int) -> Vue:
    """Cells are (text, level of heat); the total carries the hours-médiateur in brackets."""
    return {
        "site": row["site"],
        "cellules": [(duree(n) if n else "–", _level(n, top)) for n in row["minutes"]],
        "total": duree(row["total"]),
        "mediateur": f"({duree(row['mediateur'])})",
        "somme": row["site"] == "Total",
    }


def _level(minutes: int, top: int) -> int:
    """0 for nothing, then 1 to 3 by share of the fullest cell."""
    return min(NIVEAUX, 1 + NIVEAUX * minutes // (top + 1)) if minutes else 0


SECTION = Section(ordre=10, titre="Présence", figures=read, vue=show)
