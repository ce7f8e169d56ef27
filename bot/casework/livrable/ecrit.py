"""A document as it is printed: its figures, its words, how far it went, what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bot.domain.vies.livrable import StatutLivrable
from bot.livrables import (
    IMAGES,
    Cible,
    ContenuLivrable,
    Livrable,
    avec_textes,
    copies,
    couverture,
    parties,
)
from bot.rendering import render_line
from bot.words import date_longue
from storage import livrables, logos, textes
from storage.machine.db import Tx
from storage.models.livrables import VersionLivrable
from storage.work import Work

DOUTE: Final = "le texte écrit ici désigne peut-être quelqu'un : récrivez-le."
DECISIONS: Final = "Décisions de la réunion du {{ le|date_longue }}"
NOMME: Final = "Les décisions notées désignent peut-être quelqu'un : elles ne sont pas imprimées."
VALIDES: Final = frozenset({StatutLivrable.VALIDE, StatutLivrable.REMPLACE})


def composed(work: Work, livrable: Livrable, cible: Cible) -> ContenuLivrable:
    """Its figures as they stand, without a word of the coordination: it only reads."""
    mine = livrable.pour(work, cible)
    return couverture(mine, work.programme, cible) | {"parties": list(parties(mine, work, cible))}


def printed(work: Work, row: VersionLivrable | None, contenu: ContenuLivrable) -> ContenuLivrable:
    """`contenu` with what belongs to its version; one that nobody opened is a bare draft."""
    if row is None:
        return contenu | {"etat": {"etapes": [], "valide": False, "reunion": None}}
    words = {} if row.statut in VALIDES else livrables.textes(work.tx, row.id)
    doubtful = [chapitre for chapitre, one in words.items() if textes.trouves(work, one)]
    told = avec_textes(contenu, {key: one for key, one in words.items() if key not in doubtful})
    for partie in told["parties"]:
        if partie["numero"] in doubtful:
            partie["blocs"] = [{"sorte": "manque", "texte": DOUTE}, *partie["blocs"]]
    kept = logos.read(work.tx, contenu.get("logos", ()))
    return told | {"etat": _state(work, row), IMAGES: kept}


def on_paper(work: Work, version: int, livrable: Livrable, tx: Tx) -> bytes:
    """That version in PDF, read beside; what is for those who pay is not in it."""
    row, read = tx.get_one(VersionLivrable, version), Work(tx, work.programme, work.now)
    return livrable.formats["pdf"](copies(printed(read, row, row.contenu))[""])


def file_name(row: VersionLivrable, suffix: str) -> str:
    """« compte_rendu_site-a-v1.pdf »; suffix: how it ends, as « .pdf », « -annexe.docx »."""
    return f"{row.livrable}_{row.cible}-v{row.numero}{suffix}"


def sure_words(work: Work, row: VersionLivrable) -> dict[str, str]:
    """What was written in it and names nobody, by number of chapter."""
    found = livrables.textes(work.tx, row.id)
    return {key: one for key, one in found.items() if not textes.trouves(work, one)}


def _state(work: Work, row: VersionLivrable) -> dict[str, Any]:
    return {
        "numero": row.numero,
        "valide": row.statut in VALIDES,
        "etapes": list(steps(row)),
        "reunion": _meeting(work, row),
    }


def steps(row: VersionLivrable) -> Iterator[str]:
    """« Version 2, ouverte le … », « Relu le … »: how far it went, and when."""
    yield f"Version {row.numero}, ouverte le {date_longue(row.ouvert_le)}."
    dated = (
        ("Chiffres figés", row.fige_le),
        ("Relu par la coordination", row.relu_le),
        ("Présenté au comité", row.presente_le),
        ("Validé par le comité technique", row.valide_le),
    )
    for said, le in dated:
        if le:
            yield f"{said} le {date_longue(le)}."
    if row.statut == StatutLivrable.REMPLACE:
        yield "Remplacé : une version corrigée a été validée depuis."


def _meeting(work: Work, row: VersionLivrable) -> dict[str, str] | None:
    """Its title and its decisions; those that name somebody stay in the team."""
    met = livrables.meeting(work.tx, row.reunion_id)
    if met is None:
        return None
    said = NOMME if textes.trouves(work, met.decisions) else str(met.decisions)
    return {"titre": render_line(DECISIONS, le=met.jour), "decisions": said}
