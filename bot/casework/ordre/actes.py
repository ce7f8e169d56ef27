"""Deeds on the agenda of a meeting: points moved, taken off, added; validated, by whom (B06)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.casework.ordre.proposes import proposes
from bot.clock import paris
from bot.words import date_longue
from storage import audit, ordres, textes
from storage.libre import TexteVerifie
from storage.models import Reunion
from storage.models.ordres import OrdreDuJour
from storage.work import Work

PAR: Final = {
    "comite": "le chef de projet du comité",
    "coordination": "la coordination",
}
"""Who validated, by role: a function, never anybody's name."""
NOMME: Final = "(ce point désigne peut-être quelqu'un : récrivez-le)"


@dataclass(frozen=True, slots=True)
class Ordre:
    """An agenda as it stands: its points (key, words), those taken off, what stands above."""

    points: tuple[tuple[str, str], ...]
    retires: tuple[tuple[str, str], ...]
    intro: str = ""
    valide: str = ""
    """« validé par la coordination, le 3 décembre 2026 »; « » as long as it is not."""


def read(work: Work, reunion: Reunion) -> Ordre:
    """As it was validated; else as it would be, with what came since at its end."""
    row = ordres.of(work.tx, reunion.id)
    if row is not None and row.valide_le is not None:
        known, order = dict(row.arretes), list(row.points)
    else:
        comite = work.programme.config.comite(reunion.comite)
        known = dict(proposes(work, comite, reunion.jour))
        order = _order(row, list(known))
    known |= ordres.ecrits(work.tx, row.id) if row else {}
    gone = [cle for cle in (row.retires if row else ()) if cle in known]
    return Ordre(
        tuple((cle, known[cle]) for cle in order if cle in known),
        tuple((cle, known[cle]) for cle in gone),
        str(row.texte) if row else "",
        _validated(row),
    )


def _order(row: OrdreDuJour | None, proposed: list[str]) -> list[str]:
    if row is None:
        return proposed
    kept = [*row.points]
    return [*kept, *(cle for cle in proposed if cle not in (*kept, *row.retires))]


def _validated(row: OrdreDuJour | None) -> str:
    if row is None or row.valide_le is None:
        return ""
    who = PAR.get(row.valide_par or "", PAR["coordination"])
    return f"validé par {who}, le {date_longue(paris(row.valide_le).date())}"


def sure(work: Work, words: str) -> str:
    """As it may leave: words that perhaps name somebody are not printed (P7)."""
    return NOMME if textes.trouves(work, words) else words


def up(work: Work, reunion: Reunion, cle: str) -> None:
    """One place nearer to the first."""
    row, order = _changed(work, reunion)
    at = order.index(cle)
    order.insert(max(at - 1, 0), order.pop(at))
    row.points = order


def off(work: Work, reunion: Reunion, cle: str) -> None:
    row, order = _changed(work, reunion)
    row.points = [one for one in order if one != cle]
    row.retires = [*row.retires, cle]


def back(work: Work, reunion: Reunion, cle: str) -> None:
    """One that was taken off, at the end."""
    row, order = _changed(work, reunion)
    row.points = [*order, cle]
    row.retires = [one for one in row.retires if one != cle]


def add(work: Work, reunion: Reunion, texte: TexteVerifie) -> None:
    """A point of their own, at the end."""
    row, order = _changed(work, reunion)
    row.points = [*order, ordres.ecrit(work.tx, row.id, texte, work.now)]


def write(work: Work, reunion: Reunion, texte: TexteVerifie) -> None:
    """What stands above the points."""
    row, order = _changed(work, reunion)
    row.points, row.texte = order, texte


def validate(work: Work, reunion: Reunion, role: str, personne_id: int | None) -> OrdreDuJour:
    """Its lines stay as they are until somebody changes something."""
    ordre = read(work, reunion)
    row = ordres.opened(work.tx, reunion, [], work.now)
    row.points = [cle for cle, _ in ordre.points]
    row.arretes = [[cle, dit] for cle, dit in ordre.points if not cle.startswith(ordres.ECRIT)]
    row.valide_le, row.valide_par = work.now, role
    audit.note(work.tx, work.now, personne_id, "valider_ordre_du_jour", row, reunion.comite)
    work.tx.flush()
    return row


def unvalidate(work: Work, row: OrdreDuJour, personne_id: int | None) -> None:
    row.valide_le, row.valide_par, row.arretes = None, None, []
    audit.note(work.tx, work.now, personne_id, "rouvrir_ordre_du_jour", row, "")


def validated_on(work: Work, reunion: Reunion) -> date | None:
    row = ordres.of(work.tx, reunion.id)
    return paris(row.valide_le).date() if row and row.valide_le else None


def _changed(work: Work, reunion: Reunion) -> tuple[OrdreDuJour, list[str]]:
    """Its row, to be validated again, with the order that was on the screen."""
    order = [cle for cle, _ in read(work, reunion).points]
    row = ordres.opened(work.tx, reunion, order, work.now)
    row.valide_le, row.valide_par, row.arretes, row.le = None, None, [], work.now
    # Another list: the row is written when it is given one that it has not.
    return row, [*order]
