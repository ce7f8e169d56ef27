"""The slots of a week as the coordination changes them: written down first, then rewritten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, time

from sqlalchemy import ColumnElement, delete, select

from bot.clock import paris
from bot.domain.semaine import Semaine
from storage import planning
from storage.machine.db import Tx
from storage.models import CreneauPrevu
from storage.planning import Slot, SlotPrevu
from storage.programme import Programme


def held(tx: Tx, programme: Programme, semaine: Semaine) -> list[SlotPrevu]:
    """All that the week holds, of ended interventions too: its rows, else the week of the file."""
    rows = planning.written(tx, programme, semaine)
    return planning.file_slots(programme, semaine) if rows is None else rows


def rewrite(
    tx: Tx, programme: Programme, semaine: Semaine, slots: Iterable[SlotPrevu], source: str
) -> None:
    """That week holds exactly `slots` from now on; what did not change keeps its row.

    Emptied, it keeps what it held as called off: without any row it would follow the file again.
    """
    before = held(tx, programme, semaine)
    wanted = list(slots) or [replace(slot, annule=True) for slot in before]
    left = Counter(wanted)
    for row in _rows(tx, programme, semaine):
        slot = _slot(programme, row)
        if left[slot]:
            left[slot] -= 1
        else:
            tx.delete(row)
    tx.flush()
    _insert(tx, programme, left.elements(), f"{source}:{semaine.label}")


def follow_file(tx: Tx, programme: Programme, semaine: Semaine) -> None:
    """Nothing is written of that week any more: it is the week of the file again."""
    tx.flush()
    tx.execute(delete(CreneauPrevu).where(*_in_week(programme, semaine)))


def note_reason(tx: Tx, programme: Programme, binome_id: int, slot: Slot, motif: str) -> None:
    """Keep why nobody came; a week that followed the file is first written down."""
    start = paris(slot.de)
    week = Semaine.around(start.date())
    _write_down(tx, programme, week, f"motif:{programme.id}:{week.label}")
    for row in _begun(tx, programme, binome_id, start.date(), start.time()):
        if row.site_id == programme.sites[slot.site]:
            row.motif = motif
    tx.flush()


def cancel_slot(
    tx: Tx, programme: Programme, slot: SlotPrevu, motif: str, source: str
) -> CreneauPrevu | None:
    """The slot did not take place, and why: its row; None when it is not planned any more."""
    _write_down(tx, programme, Semaine.around(slot.jour), source)
    for row in _begun(tx, programme, programme.binomes[slot.binome], slot.jour, slot.de):
        if not row.annule:
            row.annule, row.motif = True, motif
            tx.flush()
            return row
    return None


def get(tx: Tx, creneau_id: int) -> CreneauPrevu | None:
    return tx.get(CreneauPrevu, creneau_id)


def restore_slot(row: CreneauPrevu) -> None:
    """It was not called off after all."""
    row.annule, row.motif = False, None


def _write_down(tx: Tx, programme: Programme, semaine: Semaine, source: str) -> None:
    if not planning.is_written(tx, programme, semaine):
        slots = planning.file_slots(programme, semaine)
        _insert(tx, programme, slots, f"{source}:{semaine.label}")


def _insert(tx: Tx, programme: Programme, slots: Iterable[SlotPrevu], source: str) -> None:
    for rank, slot in enumerate(slots):
        tx.add(
            CreneauPrevu(
                dispositif_id=programme.id,
                binome_id=programme.binomes[slot.binome],
                site_id=programme.sites[slot.site],
                jour=slot.jour,
                de=slot.de,
                a=slot.a,
                annule=slot.annule,
                motif=slot.motif,
                origine=slot.origine,
                hors_decision=slot.hors_decision,
                absent_id=slot.absent,
                source=f"{source}:{rank}",
            )
        )
    tx.flush()


def _slot(programme: Programme, row: CreneauPrevu) -> SlotPrevu:
    return SlotPrevu(
        programme.binome_slugs[row.binome_id],
        programme.site_slugs[row.site_id],
        *(row.jour, row.de, row.a, row.annule, row.motif),
        row.origine,
        bool(row.hors_decision),
        row.absent_id,
    )


def _rows(tx: Tx, programme: Programme, semaine: Semaine) -> Sequence[CreneauPrevu]:
    query = select(CreneauPrevu).where(*_in_week(programme, semaine))
    return tx.scalars(query.order_by(CreneauPrevu.id)).all()


def _begun(
    tx: Tx, programme: Programme, binome_id: int, day: date, de: time
) -> Sequence[CreneauPrevu]:
    """The slots of one binôme that begin then: more than one when one was called off."""
    query = select(CreneauPrevu).where(
        CreneauPrevu.dispositif_id == programme.id,
        CreneauPrevu.jour == day,
        CreneauPrevu.binome_id == binome_id,
        CreneauPrevu.de == de,
    )
    return tx.scalars(query.order_by(CreneauPrevu.id)).all()


def _in_week(programme: Programme, semaine: Semaine) -> Iterator[ColumnElement[bool]]:
    yield CreneauPrevu.dispositif_id == programme.id
    yield CreneauPrevu.jour >= semaine.lundi
    yield CreneauPrevu.jour <= semaine.dimanche
