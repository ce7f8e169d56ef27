"""Rencontres: exact totals by site and période; the typologie without its small counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from bot.domain.bandes import parts
from bot.domain.petits_effectifs import POURCENTAGE_MINIMUM, SEUIL
from digests import effectifs, tendance, words
from digests.contract import TRIMESTRE, Figures, Groupe, Recueil, Section, Vue
from digests.effectifs import Counts
from storage.dispositif import Tranche
from storage.indicateurs.releve import Releve
from storage.indicateurs.rencontres import (
    RARE_POUR_CENT,
    part_jeunes,
    premiers_contacts,
    publics_rares,
    rencontres,
    young,
)

MESURE: Final = "rencontres.public"
"""What the register of publications calls the typologie."""


def read(recueil: Recueil) -> Figures:
    programme, here = recueil.programme, recueil.releve.at(-1)
    counts = effectifs.counted(here)
    tranches = programme.config.tranches(tranche for _, tranche, _ in counts)
    rows = [_line(groupe, here, tranches) for groupe in recueil.perimetre.groupes]
    typologie = _typology(recueil, counts)
    return {
        "lieu": recueil.perimetre.lieu,
        "total": rencontres(here).n,
        "tranches": [tranche.label for tranche in tranches],
        "sites": [row for row in rows if row["n"]],
        "typologie": typologie,
        "tendance": _trend(recueil),
        "saison": recueil.saison,
        "jeunes": _young(here, typologie),
        "premiers": _first_contacts(here),
        "rares": _rare(recueil),
    }


def _line(groupe: Groupe, here: Releve, tranches: Sequence[Tranche]) -> Figures:
    """Exact, where somebody was met (000 l.154)."""
    place = here.on(*groupe.lieux)
    cells = [rencontres(place.during(tranche.slug)).n for tranche in tranches]
    return {"site": groupe.label, "n": sum(cells), "tranches": cells}


def _typology(recueil: Recueil, counts: Counts) -> list[Figures]:
    """A line for each public, or for several whose ages are told together; youngest first."""
    config, tell = recueil.programme.config, partial(recueil.publie, MESURE)
    publics = effectifs.publics(config, counts)
    found = effectifs.by_public(recueil.perimetre, counts, publics, tell)
    lines = [
        {"label": effectifs.named(config, parts(key)), "n": n, "publics": parts(key)}
        for key, n in found.items()
    ]
    return sorted(lines, key=lambda line: publics.tous.index(line["publics"][0]))


def _young(here: Releve, typologie: list[Figures]) -> Figures | None:
    """The share of the 12-25 (001 l.47), where the lines add up to it: else it would tell more."""
    share = part_jeunes(here)
    ages = {public.slug for public in here.programme.config.publics if public.ages}
    lines = [line for line in typologie if ages & set(line["publics"])]
    told = sum(line["n"] for line in lines)
    apart = all(len({slug in young(here) for slug in line["publics"]}) == 1 for line in lines)
    if told != share.sur or not apart or share.sur < POURCENTAGE_MINIMUM or not share.pour_cent:
        return None
    return {"pour_cent": round(share.pour_cent), "sur": share.sur}


def _first_contacts(here: Releve) -> Figures | None:
    """An estimate among those of whom it was made; nothing when it would tell of a few."""
    share = premiers_contacts(here)
    few = min(share.n, share.sur - share.n) < SEUIL
    if few or share.sur < POURCENTAGE_MINIMUM or share.pour_cent is None:
        return None
    return {"pour_cent": round(share.pour_cent), "sur": share.sur}


def _rare(recueil: Recueil) -> list[str]:
    """Ages that hardly anybody met over twelve weeks: who is missing (000 l.89)."""
    if not recueil.a_un_trimestre:
        return []
    config = recueil.programme.config
    return [config.public(slug).label for slug in publics_rares(recueil.trimestre).par]


def _trend(recueil: Recueil) -> Figures:
    releve = recueil.releve
    *past, n = (rencontres(releve.at(rang)).n for rang in releve.rangs)
    if not recueil.recul:
        return tendance.compare(n, None)
    compared = tendance.compare(n, past, recueil.durees)
    return {**compared, "moyenne": round(compared["moyenne"])}


def show(numbers: Figures) -> Vue:
    total, trend = numbers["total"], numbers["tendance"]
    mean = None if trend["moyenne"] is None else str(trend["moyenne"])
    return {
        "total": words.rencontres(total).capitalize(),
        "plusieurs": total > 1,
        "entetes": [numbers.get("lieu", "Site"), *numbers["tranches"], "Total"],
        "lignes": [_row(row) for row in numbers["sites"]],
        "typologie": _bars(numbers["typologie"], total),
        "typologie_tue": bool(total and not numbers["typologie"]),
        "tendance": tendance.sentence(trend["sens"], mean, numbers.get("periode")),
        "saison": numbers["saison"] if mean else None,
        "precisions": list(_precisions(numbers)),
    }


def _precisions(numbers: Figures) -> Iterator[str]:
    """What no point hebdo said that was frozen before: bands, the young, who is new or missing."""
    if any(len(line.get("publics", ())) > 1 for line in numbers["typologie"]):
        yield f"Un âge de moins de {SEUIL} rencontres est réuni à ses voisins."
    if young := numbers.get("jeunes"):
        yield f"12-25 ans : {young['pour_cent']} % des {young['sur']} rencontres d'âge estimé."
    if first := numbers.get("premiers"):
        yield (
            f"Premiers contacts : environ {first['pour_cent']} %, estimés par les médiateurs "
            f"sur {first['sur']} rencontres."
        )
    if rare := numbers.get("rares"):
        yield (
            f"Qui manque ? Sur {TRIMESTRE} semaines, moins de {RARE_POUR_CENT} % des rencontres "
            f"pour chacun de ces âges : {', '.join(rare)}."
        )


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
        lines.append(("Autres publics, ensemble", rest))
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
