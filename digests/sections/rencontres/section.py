"""Rencontres: exact totals by site and période; the typologie without its small counts."""

from __future__ import annotations

from functools import partial

from bot.domain.petits_effectifs import POURCENTAGE_MINIMUM
from digests import effectifs, tendance, words
from digests.contract import Figures, Recueil, Section, Vue
from storage.figures_rencontres import Counts


def read(recueil: Recueil) -> Figures:
    programme, perimetre, counts = recueil.programme, recueil.perimetre, recueil.rencontres.counts
    tranches = programme.config.tranches(tranche for _, tranche, _ in counts)
    return {
        "total": sum(counts.values()),
        "tranches": [tranche.label for tranche in tranches],
        "sites": effectifs.by_site(
            perimetre.lieux, counts, [tranche.slug for tranche in tranches]
        ),
        "typologie": _typology(recueil, counts),
        "tendance": _trend(recueil),
        "saison": recueil.saison,
    }


def _typology(recueil: Recueil, counts: Counts) -> list[Figures]:
    config = recueil.programme.config
    listed = [public.slug for public in (*config.publics, *config.roles)]
    slugs = list(dict.fromkeys([*listed, *sorted({public for *_, public in counts})]))
    by_public = effectifs.by_public(
        recueil.perimetre, counts, slugs, partial(recueil.publie, "rencontres.public")
    )
    return [
        {"label": config.public(slug).label, "n": by_public[slug]}
        for slug in slugs
        if slug in by_public
    ]


def _trend(recueil: Recueil) -> Figures:
    *past, n = recueil.rencontres.totaux
    if not recueil.presences.recul:
        return tendance.compare(n, None)
    compared = tendance.compare(n, [float(met) for met in reversed(past)])
    return {**compared, "moyenne": round(compared["moyenne"])}


def show(numbers: Figures) -> Vue:
    total, trend = numbers["total"], numbers["tendance"]
    mean = None if trend["moyenne"] is None else str(trend["moyenne"])
    return {
        "total": words.rencontres(total).capitalize(),
        "plusieurs": total > 1,
        "entetes": ["Site", *numbers["tranches"], "Total"],
        "lignes": [_row(row) for row in numbers["sites"]],
        "typologie": _bars(numbers["typologie"], total),
        "typologie_tue": bool(total and not numbers["typologie"]),
        "tendance": tendance.sentence(trend["sens"], mean),
        "saison": numbers["saison"] if mean else None,
    }


def _row(row: Figures) -> Vue:
    return {
        "site": row["site"],
        "cellules": [str(n) if n else "–" for n in row["tranches"]],
        "total": str(row["n"]),
    }


def _bars(typology: list[Figures], total: int) -> list[Vue]:
    """Published publics and the rest; a percentage only from 20 encounters on."""
    lines = [(public["label"], public["n"]) for public in typology]
    if not lines:
        return []
    rest = total - sum(n for _, n in lines)
    if rest:
        lines.append(("Autres, non détaillés", rest))
    top = max(n for _, n in lines)
    percent = total >= POURCENTAGE_MINIMUM
    return [
        {
            "label": label,
            "n": str(n),
            "part": f"{round(100 * n / total)} %" if percent else "",
            "largeur": max(2, round(100 * n / top)),
        }
        for label, n in lines
    ]


SECTION = Section(ordre=20, titre="Rencontres", figures=read, vue=show)
