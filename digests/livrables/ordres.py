"""The agenda of the meeting at which a document is read: its points, by whom and when (B06)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.casework.ordre import actes
from bot.casework.ordre.actes import Ordre
from bot.livrables import BlocLivrable
from digests.livrables.blocs import intertitre, manque, note, paragraphe
from digests.livrables.matiere import Matiere
from storage import reunions
from storage.livrables import MOTS
from storage.work import Work


def points(matiere: Matiere, comites: Sequence[str], jour: date) -> Iterator[BlocLivrable]:
    """Those of the meeting of one of these comités that day, validated or as they are proposed."""
    ordre = _read(matiere, comites, jour)
    if ordre is None:
        yield manque("aucune réunion n'est prévue ce jour-là (Comités).")
        return
    if not ordre.valide:
        yield manque("l'ordre du jour n'est pas validé (Ordre du jour).")
    yield from _written(matiere.work, ordre)


def valides(
    matiere: Matiere, comites: Sequence[str], jour: date, sinon: Iterable[BlocLivrable]
) -> Iterator[BlocLivrable]:
    """Those that were validated; as long as none is, that is said, then `sinon` in their place."""
    ordre = _read(matiere, comites, jour)
    if ordre is not None and ordre.valide:
        yield from _written(matiere.work, ordre)
        return
    yield manque("l'ordre du jour n'est pas validé (Ordre du jour).")
    yield from sinon


def _read(matiere: Matiere, comites: Sequence[str], jour: date) -> Ordre | None:
    work = matiere.work
    reunion = reunions.of_day(work.tx, work.programme.id, comites, jour)
    return actes.read(work, reunion) if reunion else None


def _written(work: Work, ordre: Ordre) -> Iterator[BlocLivrable]:
    if ordre.intro:
        yield {**paragraphe(actes.sure(work, ordre.intro)), MOTS: True}
    if ordre.points:
        yield intertitre("Ordre du jour")
        for rank, (_cle, said) in enumerate(ordre.points, 1):
            yield {**paragraphe(f"{rank}. {actes.sure(work, said)}"), MOTS: True}
    yield note(f"Ordre du jour {ordre.valide or 'proposé par le carnet, pas encore validé'}.")
