"""An answer to a préconisation taken back: it is as before, and whoever was told is told so."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from bot.casework import coordination
from bot.casework.preconisation import actes
from bot.casework.preconisation.actes import DeedPreconisation
from bot.casework.prompts import prompt_each
from bot.domain.vies.preconisation import (
    CORRIGEABLE,
    VIE_PRECONISATION,
    ActePreconisation,
    StatutPreconisation,
)
from bot.domain.vies.vie import TransitionRefusee
from bot.rendering import render_line, render_text
from storage import audit, avant, notes, people
from storage.models import Preconisation
from storage.programme import Programme
from storage.work import Work

KEPT: Final = ("statut", "decidee_le")
"""What an answer changes of a préconisation, and what taking it back gives back."""
UNDONE: Final = (
    "💡 <b>{{ reference }}</b> ({{ resume }}) : la réponse « {{ fait }} » est annulée, "
    "c'était une erreur. De nouveau : <b>{{ statut }}</b>."
)
BY_COMITE: Final = (
    "{{ reference }} ({{ resume }}) : {{ comite }} annule sa réponse « {{ fait }} ». "
    "De nouveau : {{ statut }}."
)


def photo(row: Preconisation) -> dict[str, Any]:
    """The préconisation as it is, before an answer."""
    return avant.keep(row, *KEPT)


def seen(before: dict[str, Any], row: Preconisation, deed: DeedPreconisation) -> dict[str, Any]:
    """What a deed keeps of an answer: which one, whose, from what, to what."""
    kept = {"acte": deed.acte, "source": deed.source, "comite": deed.comite}
    return {**kept, "avant": before, "apres": photo(row)}


def fait(programme: Programme, kept: dict[str, Any]) -> str:
    """« écartée »: what was answered."""
    return actes.label_of(programme, kept["apres"]["statut"])


def take_back(
    work: Work, row: Preconisation, kept: dict[str, Any], personne_id: int | None
) -> None:
    """As before that answer (`kept`: see `seen`), its word forgotten.

    Raises TransitionRefusee when something changed it since.
    """
    statut, acte = StatutPreconisation(row.statut), ActePreconisation(kept["acte"])
    if photo(row) != kept["apres"]:
        raise TransitionRefusee(VIE_PRECONISATION.objet, statut, acte)
    VIE_PRECONISATION.back(StatutPreconisation(kept["avant"]["statut"]), acte, statut)
    avant.give_back(row, kept["avant"])
    notes.forget(work.tx, actes.reason_source(kept["source"]), work.now)
    detail = f"{actes.reference(row)} : {statut} -> {row.statut}"
    audit.note(work.tx, work.now, personne_id, audit.ANNULER_REPONSE, row, detail)
    _tell(work, row, kept)


def answer_by_service(work: Work, row: Preconisation, deed: DeedPreconisation) -> None:
    """The same as `actes.answer`, which the service itself may correct. Raises as it does."""
    before = photo(row)
    actes.answer(work, row, deed)
    row.reponse_service = seen(before, row, deed)


def correctable(row: Preconisation, now: datetime) -> bool:
    """Whether the last answer is the service's, and not a day old."""
    kept = row.reponse_service
    if kept is None or row.decidee_le is None or photo(row) != kept["apres"]:
        return False
    return row.decidee_le > now - CORRIGEABLE


def correct(work: Work, row: Preconisation) -> bool:
    """The service takes its answer back; False when it is too late, or somebody else answered."""
    if not correctable(row, work.now) or row.reponse_service is None:
        return False
    take_back(work, row, row.reponse_service, None)
    row.reponse_service = None
    return True


def _tell(work: Work, row: Preconisation, kept: dict[str, Any]) -> None:
    """Its binôme; the coordination too, of an answer that a comité gave by itself."""
    values = {
        "reference": actes.reference(row),
        "resume": actes.resume(work.programme, row),
        "statut": actes.statut_label(work.programme, row),
        "fait": fait(work.programme, kept),
        "comite": kept["comite"],
    }
    members, key = people.binome_members(work.tx, row.binome_id), f"{kept['source']}:annulee"
    prompt_each(work, members, key, {"text": render_text(UNDONE, **values)})
    if kept["comite"]:
        subject, said = (
            f"[{values['reference']}] Réponse annulée",
            render_line(BY_COMITE, **values),
        )
        coordination.tell(work, key=f"{key}:comite", subject=subject, text=said, sign="💡")
