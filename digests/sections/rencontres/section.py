"""Rencontres: totals by site and période, typologie; small counts are kept back."""

from __future__ import annotations

from typing import Any

from bot.domain.petits_effectifs import POURCENTAGE_MINIMUM, SEUIL
from bot.domain.semaine import Semaine
from digests import effectifs, tendance
from digests.contract import Figures, Perimetre, Section, Vue
from digests.effectifs import Counts, Effectif
from storage import figures
from storage.db import Tx
from storage.programme import Programme

TU = "n. p."
"""Not published: too small, or it would give a small one away."""


def read(tx: Tx, programme: Programme, perimetre: Perimetre, semaine: Semaine) -> Figures:
    counts = effectifs.read(tx, perimetre, semaine)
    used = {tranche for _, tranche, _ in counts}
    tranches = [t for t in programme.config.periodes.tranches if t.actif or t.slug in used]
    slugs = [tranche.slug for tranche in tranches]
    total = effectifs.total(perimetre, counts)
    rows = [
        row
        for lieux in perimetre.territoires.values()
        for row in effectifs.by_site(lieux, counts, slugs)
    ]
    return {
        "total": total.n,
        "tus": total.tus,
        "tranches": [tranche.label for tranche in tranches],
        "sites": [row for row in rows if row["n"] != 0],
        "typologie": _typology(programme, perimetre, counts),
        "tendance": _trend(tx, perimetre, semaine, counts),
        "saison": tendance.season_remark(semaine, programme.calendrier),
    }


def _typology(programme: Programme, perimetre: Perimetre, counts: Counts) -> list[Figures]:
    config = programme.config
    known = {public.slug: public.label for public in (*config.publics, *config.roles)}
    slugs = list(dict.fromkeys([*known, *sorted({public for *_, public in counts})]))
    shown = effectifs.by_public(perimetre, counts, slugs)
    return [{"label": known.get(slug, slug), "n": shown[slug]} for slug in slugs if slug in shown]


def _trend(tx: Tx, perimetre: Perimetre, semaine: Semaine, counts: Counts) -> Figures:
    n = sum(counts.values())
    if not tendance.has_history(figures.first_presence(tx, perimetre.ids), semaine):
        return tendance.compare(n, None)
    weeks = tendance.before(semaine)
    past = [float(sum(effectifs.read(tx, perimetre, week).values())) for week in weeks]
    compared = tendance.compare(n, past)
    # Rounded for good: four weeks' exact sum would give one small week away.
    return {**compared, "moyenne": round(compared["moyenne"])}


def show(found: Figures) -> Vue:
    total = Effectif(found["total"], found["tus"])
    trend = found["tendance"]
    mean = None if trend["moyenne"] is None else _mean(trend["moyenne"])
    rows = [_row(row) for row in found["sites"]]
    hides = total.tus or any(TU in (row["total"], *row["cellules"]) for row in rows)
    return {
        "vide": total.nul,
        "total": effectifs.said(total),
        "entetes": ["Site", *found["tranches"], "Total"],
        "lignes": rows if total.n else [],
        "typologie": _bars(found["typologie"], total),
        "tendance": tendance.said(trend["sens"], mean),
        "saison": found["saison"] if mean else None,
        "typologie_tue": bool(total.n and not found["typologie"]),
        "tu": f"{TU} : non publié, car inférieur à {SEUIL} ou déductible." if hides else None,
    }


def _row(row: Figures) -> Vue:
    return {
        "site": row["site"],
        "cellules": [_cell(n) for n in row["tranches"]],
        "total": TU if row["n"] is None else str(row["n"]),
    }


def _cell(n: int | None) -> str:
    return TU if n is None else str(n) if n else "–"


def _mean(mean: int) -> str:
    return f"moins de {SEUIL}" if 0 < mean < SEUIL else str(mean)


def _bars(typology: list[dict[str, Any]], total: Effectif) -> list[Vue]:
    """Published publics and the rest; a percentage only from 20 encounters on."""
    rest = total.n - sum(one["n"] for one in typology)
    lines = [(one["label"], one["n"]) for one in typology]
    if not lines:
        return []
    if rest:
        lines.append(("Autres, non détaillés", rest))
    top = max(n for _, n in lines)
    percent = total.n >= POURCENTAGE_MINIMUM
    return [
        {
            "label": label,
            "n": str(n),
            "part": f"{round(100 * n / total.n)} %" if percent else "",
            "largeur": max(2, round(100 * n / top)),
        }
        for label, n in lines
    ]


SECTION = Section(ordre=20, titre="Rencontres", figures=read, vue=show)
