"""The words that leave with a point: sentences that were validated, texts that were reread.

Figures are frozen before: words are joined to them as the letter leaves, and stay in its snapshot.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import select

from bot.casework.point import actes, heures
from bot.casework.point.lecteurs import EXTRAIT, OBJETS
from bot.casework.preconisation.actes import reference, statut_label
from bot.domain.mois import periode
from bot.domain.nominatif import passages
from bot.domain.semaine import Semaine
from bot.words import au_service
from digests.contract import Figures, Snapshot
from storage import notes, points
from storage.dispositif import Comite
from storage.figures import lieux
from storage.journal import kind_of
from storage.machine.db import Tx
from storage.models import Etonnement, Preconisation
from storage.points import MOTS
from storage.programme import Programme

QUESTIONS: Final = "etonnement_questions"
QUOI: Final = {
    "observation": "observé",
    "action_collective": "action collective",
    "sollicitation": "situation",
}


def joined(
    tx: Tx, programme: Programme, comite: Comite, snapshot: Snapshot, *, apercu: bool = False
) -> Snapshot:
    """`snapshot` with the words that leave with it; `apercu`: with those that nobody validated."""
    semaine = periode(snapshot["semaine"])
    read = (
        _sentences(tx, programme, comite, semaine, apercu),
        _reread(tx, programme, comite, semaine),
    )
    said = {name: figures for name, figures in zip(MOTS, read, strict=True) if figures}
    return {
        **snapshot,
        "vide": snapshot["vide"] and not said,
        "verifie": snapshot["verifie"]
        and not any(_names(programme, one) for one in said.values()),
        "sections": {**snapshot["sections"], **said},
    }


def _sentences(
    tx: Tx, programme: Programme, comite: Comite, semaine: Semaine, apercu: bool
) -> Figures:
    row = points.of_period(tx, programme.id, semaine)
    if row is None:
        return {}
    written = points.phrases(tx, row.id)
    mine = actes.sentences(row, written, comite.slug, every=apercu)
    return {"phrases": mine} if mine else {}


def _reread(tx: Tx, programme: Programme, comite: Comite, semaine: Semaine) -> Figures:
    """Lines {site, quoi, texte, suite}, of the sites of that comité."""
    if comite.sorte not in EXTRAIT:
        return {}
    first, before = heures.textes_of(programme, semaine)
    found = notes.validated_between(tx, programme.id, OBJETS, first, before)
    labels = {
        lieu.id: lieu.label
        for lieu in lieux(tx, programme.id)
        if comite.territoire in (None, lieu.territoire)
    }
    lines = list(_lines(tx, programme, found, labels))
    return {"lignes": lines} if lines else {}


def _lines(
    tx: Tx, programme: Programme, found: list[tuple[str, int, str]], labels: dict[int, str]
) -> Iterator[dict[str, str]]:
    """What was taken back since is told no more."""
    ids: defaultdict[str, set[int]] = defaultdict(set)
    for objet, row_id, _ in found:
        ids[objet].add(row_id)
    rows = {objet: _rows(tx, objet, mine) for objet, mine in ids.items()}
    for objet, row_id, words in found:
        row = rows[objet].get(row_id)
        if row is not None and row.site_id in labels:
            quoi, suite = _said_of(programme, objet, row)
            yield {"site": labels[row.site_id], "quoi": quoi, "texte": words, "suite": suite}


def _rows(tx: Tx, objet: str, ids: set[int]) -> dict[int, Any]:
    kind = kind_of(objet)
    if kind is None:
        return {}
    return {row.id: row for row in tx.scalars(select(kind).where(kind.id.in_(ids), kind.alive()))}


def _said_of(programme: Programme, objet: str, row: Any) -> tuple[str, str]:
    """« préconisation P-0003 », « Au service Voirie : proposée. »; « qui manque »."""
    if isinstance(row, Etonnement):
        return programme.config.element(QUESTIONS, row.question).label.lower(), ""
    if not isinstance(row, Preconisation):
        return QUOI[objet], ""
    whom = au_service(programme.config.service(row.destinataire).label)
    suite = f"{whom[:1].upper()}{whom[1:]} : {statut_label(programme, row)}."
    return f"préconisation {reference(row)}", suite


def _names(programme: Programme, figures: Figures) -> bool:
    """Whether some of its words name somebody after all."""
    said = [*figures.get("phrases", ()), *(one["texte"] for one in figures.get("lignes", ()))]
    return any(passages(text, programme.reperes) for text in said)
