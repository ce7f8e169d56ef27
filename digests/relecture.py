"""The coordination reads first: a draft on Friday, frozen figures on Monday, what moved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot.casework.point import actes, annonces
from bot.casework.point.heures import drafting, freezing, giving_up, last_sending
from bot.casework.point.semaines import counts
from bot.domain.mois import frequence
from bot.domain.releve import releve
from bot.domain.semaine import Semaine
from bot.domain.vies.point import A_FIGER, EN_ATTENTE, ActePoint
from digests import figes, render
from digests.atelier import Atelier
from digests.contract import Snapshot
from digests.render import Links
from storage import points
from storage.dispositif import Comite
from storage.machine.db import Tx
from storage.models import Digest, PointHebdo
from storage.work import Work


def step(
    work: Work,
    living: Sequence[PointHebdo],
    atelier: Atelier,
    sorte: type[Semaine] = Semaine,
) -> bool:
    """Do the next thing that is due, False when nothing is.

    living: those that have not left (`storage.points.living`); atelier: what is in the making;
    sorte: of weeks or of months.
    """
    for row in living:
        semaine = points.periode(row)
        if row.statut in A_FIGER and freezing(work.programme, semaine) <= work.now:
            _freeze(work, row, semaine, atelier)
            return True
        if row.statut in EN_ATTENTE and giving_up(work.programme, semaine) <= work.now:
            keep(work, row)
            return True
    return _draft(work, living, atelier, sorte)


def keep(work: Work, row: PointHebdo) -> None:
    """Too late for it to leave by itself: it is the coordination's to send, or not."""
    actes.act(work, row, ActePoint.GARDER)
    annonces.tell_kept(work, row)


def _freeze(work: Work, row: PointHebdo, semaine: Semaine, atelier: Atelier) -> None:
    """One comité's figures; once all are there, what moved since the draft is told."""
    comites = work.programme.config.lecteurs(frequence(semaine))
    known = points.frozen_of(work.tx, work.programme.id, semaine)
    for comite in comites:
        if comite.slug not in known:
            if made := atelier.made(work, comite, semaine):
                figes.keep(work, comite, semaine, made)
            return
    lus = {
        one.slug: atelier.worked_out(
            work, ("figé", known[one.slug]), partial(_lu, known[one.slug])
        )
        for one in comites
    }
    found = {slug: lu for slug, lu in lus.items() if lu is not None}
    if len(found) < len(lus):
        return
    actes.freeze(work, row, found)
    if work.now < last_sending(work.programme, semaine):
        annonces.tell_frozen(work, row)


def _lu(row: int, tx: Tx) -> dict[str, str]:
    """What the letter of that row tells."""
    return read(tx.get_one(Digest, row).instantane)


def _draft(
    work: Work, living: Sequence[PointHebdo], atelier: Atelier, sorte: type[Semaine]
) -> bool:
    """The one whose draft is due, and that the coordination was not shown.

    Figures are read in steps that hold no row yet: two clocks never wait for each other.
    """
    semaine = _to_draft(work, sorte)
    row = next((one for one in living if semaine and one.lundi == semaine.lundi), None)
    if semaine is None or (row and row.brouillon_le):
        return False
    if row is None:
        actes.opened(work, semaine)
    elif left := _not_drafted(work, row, semaine):
        if made := atelier.made(work, left, semaine):
            key = "ébauche", left.slug, semaine.label
            if found := atelier.worked_out(work, key, partial(_drafted, made[0])):
                actes.draft(row, left.slug, *found)
    else:
        actes.shown(work, row)
        annonces.tell_draft(work, row)
    return True


def _drafted(today: Snapshot, _tx: Tx) -> tuple[dict[str, str], str]:
    """Its figures as its readers would see them, and its first sentence."""
    return read(today), str(render.vues(today)["entete"]["phrase"])


def _not_drafted(work: Work, row: PointHebdo, semaine: Semaine) -> Comite | None:
    """The next comité whose draft is still to be made."""
    readers = work.programme.config.lecteurs(frequence(semaine))
    return next((one for one in readers if one.slug not in row.brouillon), None)


def _to_draft(work: Work, sorte: type[Semaine]) -> Semaine | None:
    """From Friday noon until its figures are frozen."""
    this = sorte.of(work.now)
    for semaine in (this.shifted(-1), this):
        hours = drafting(work.programme, semaine), freezing(work.programme, semaine)
        if hours[0] <= work.now < hours[1]:
            return semaine if counts(work.tx, work.programme, semaine) else None
    return None


def read(snapshot: Snapshot) -> dict[str, str]:
    """Its figures under their words, as its readers see them."""
    return releve(render.render_text(actes.bare(snapshot), Links()))
