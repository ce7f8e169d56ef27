"""Presence: hours by site and période, planned and done, what was not covered."""

from __future__ import annotations

from bot.words import duree
from digests import tendance
from digests.contract import Figures, Recueil, Section, Vue
from digests.sections.presence import couverture
from storage.figures_presence import Temps

NIVEAUX = 3


def read(recueil: Recueil) -> Figures:
    programme, sums, whole = recueil.programme, recueil.temps[-1], recueil.total(-1)
    tranches = programme.config.tranches(tranche for _, tranche in sums)
    rows = []
    for lieu in recueil.perimetre.lieux:
        cells = [sums.get((lieu.id, tranche.slug), Temps()) for tranche in tranches]
        site = sum(cells, Temps())
        if site.presence:
            rows.append(_row(recueil, lieu.label, cells, site))
    columns = [[temps for (_, slug), temps in sums.items() if slug == t.slug] for t in tranches]
    return {
        "tranches": [tranche.label for tranche in tranches],
        "sites": rows,
        "total": _row(recueil, "Total", [sum(column, Temps()) for column in columns], whole),
        "tendance": _trend(recueil, whole),
        "saison": recueil.saison,
        "prevu": _planned(recueil),
        "alertes": couverture.warnings(recueil),
    }


def _planned(recueil: Recueil) -> int:
    """Minutes; nothing while it would measure one binôme, which answers for twelve weeks."""
    if not recueil.parle_des_mediateurs:
        return 0
    return sum(slot.minutes for slot in recueil.creneaux)


def _row(recueil: Recueil, label: str, cells: list[Temps], whole: Temps) -> Figures:
    return {
        "site": label,
        "minutes": [cell.presence for cell in cells],
        "total": whole.presence,
        "mediateur": whole.mediateur if recueil.parle_des_mediateurs else None,
    }


def _trend(recueil: Recueil, whole: Temps) -> Figures:
    """Compared in hours; the mean is given in minutes."""
    if not recueil.presences.recul:
        return tendance.compare(whole.presence / 60, None)
    past = range(len(recueil.semaines) - 1)
    hours = [recueil.total(rang).presence / 60 for rang in reversed(past)]
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
        "mediateurs": numbers["total"]["mediateur"] is not None,
        "tendance": tendance.sentence(trend["sens"], mean, numbers.get("periode")),
        "saison": numbers["saison"] if mean else None,
        "prevu": duree(numbers["prevu"]) if numbers["prevu"] else None,
        "alertes": numbers["alertes"],
    }


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


SECTION = Section(ordre=10, titre="Présence", figures=read, vue=show)
