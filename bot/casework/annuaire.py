"""A correction that a partner asks of its own card: kept until the coordination has done it."""

from __future__ import annotations

from typing import Final

from bot.buttons import Button, button
from bot.casework import coordination
from bot.rendering import render_line
from storage import audit, corrections, notes, textes
from storage.models import CorrectionFiche
from storage.notes import Words
from storage.work import Work

OBJET: Final = CorrectionFiche.__tablename__
"""What the note with its words is about."""
FAITE: Final = "faite"
CORRECTION: Final = Button("cf", (FAITE,), OBJET)
"""Under what a partner asks: the coordination has done it."""
DONE: Final = "✅ Correction faite"
ASKED: Final = "{{ qui }} demande une correction de sa fiche dans l'annuaire : « {{ mot }} »"


def ask(work: Work, partenaire: str, mot: str, key: str) -> None:
    """Kept, and told to the coordination; `key` is that of the form, sent twice or not."""
    row = CorrectionFiche(
        dispositif_id=work.programme.id,
        partenaire=partenaire,
        recue_le=work.now,
        source=f"fiche:{key}",
    )
    work.tx.add(row)
    work.tx.flush()
    said = textes.verifie(work, mot)
    words = Words(work.programme.id, None, OBJET, row.id, said, f"{row.source}:mots")
    notes.keep_inside(work.tx, words, work.now)
    coordination.tell(
        work,
        key=row.source,
        subject="Annuaire : une fiche à corriger",
        text=render_line(ASKED, qui=work.programme.config.partenaire(partenaire).label, mot=said),
        sign="✏️",
        keyboard=[[bouton(row)]],
    )


def bouton(row: CorrectionFiche) -> tuple[str, str]:
    """(label, callback data) that says that it is done."""
    return DONE, button(CORRECTION, row.id, FAITE)


def done(work: Work, row: CorrectionFiche, personne_id: int | None) -> None:
    row.faite_le = work.now
    audit.note(work.tx, work.now, personne_id, "corriger_fiche", row, row.partenaire)


def undone(work: Work, row: CorrectionFiche, personne_id: int) -> None:
    """It waits again."""
    row.faite_le = None
    audit.note(work.tx, work.now, personne_id, "annuler_correction", row, row.partenaire)


def all_done(work: Work, partenaire: str) -> None:
    """The partner says that its card is exact: nothing of it is left to correct."""
    for row in corrections.waiting(work.tx, work.programme.id, partenaire):
        done(work, row, None)
