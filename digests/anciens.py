"""Letters that were frozen before the register of publications: entered in it at first need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select

from bot.domain.bandes import joined
from bot.domain.mois import Mois
from bot.domain.semaine import Semaine
from bot.domain.ventilation import Ventilation
from digests.exports.masques import DITS
from storage import publications
from storage.dispositif import Dispositif
from storage.figures import Lieu, lieux
from storage.machine import passages
from storage.models import MENSUEL, Digest, Publication
from storage.work import Work

ENTERED: Final = "anciens points inscrits"
UN_JOUR: Final = timedelta(days=1)


def enter(work: Work, avant: datetime | None = None) -> datetime | None:
    """Those of one hour of freezing, the newest first, once for each programme; the hour before
    which the others were frozen, to be given back as `avant`; None once all are entered.

    What a month or a quarter told of these weeks would add to them. Left half done, it goes on.
    """
    if passages.done(work.tx, ENTERED, work.programme.config.slug):
        return None
    since = avant or _since(work)
    found = _frozen_last(work, since)
    if not found:
        passages.claim(work.tx, ENTERED, work.programme.config.slug, work.now)
        return None
    places = lieux(work.tx, work.programme.id)
    for digest in found:
        tables = list(_told(work.programme.config, places, digest))
        publications.inscrit(work.tx, work.programme.id, tables, "point", digest.fige_le)
    return found[0].fige_le


def enter_all(work: Work) -> None:
    """Every one of them: for whoever keeps nobody waiting."""
    avant = enter(work)
    while avant is not None:
        avant = enter(work, avant)


def _since(work: Work) -> datetime | None:
    """When the register began; None before its first line."""
    mine = Publication.dispositif_id == work.programme.id
    return work.tx.scalar(select(func.min(Publication.publie_le)).where(mine))


def _frozen_last(work: Work, before: datetime | None) -> Sequence[Digest]:
    """All that were frozen at the last hour before that one."""
    mine = [Digest.dispositif_id == work.programme.id]
    if before is not None:
        mine.append(Digest.fige_le < before)
    last = work.tx.scalar(select(func.max(Digest.fige_le)).where(*mine))
    same = select(Digest).where(*mine, Digest.fige_le == last)
    return work.tx.scalars(same.order_by(Digest.id)).all() if last else ()


def _told(config: Dispositif, places: Sequence[Lieu], digest: Digest) -> Iterator[Ventilation]:
    """Its encounters by public; of a letter of several territoires, nothing that theirs lack."""
    met: dict[str, Any] = digest.instantane.get("sections", {}).get("rencontres", {})
    comite = next((one for one in config.comites if one.slug == digest.comite), None)
    if comite is None or not met:
        return
    mine = [one for one in places if comite.territoire in (None, one.territoire)]
    if len({one.territoire for one in mine}) != 1:
        return
    semaine = Mois(digest.lundi) if digest.rythme == MENSUEL else Semaine(digest.lundi)
    comptes: dict[str, int | None] = dict.fromkeys(_publics(config).values())
    for line in met["typologie"]:
        publics = line.get("publics") or [_publics(config).get(line["label"], line["label"])]
        comptes[joined(publics)] = line["n"]
    slugs = frozenset(one.slug for one in mine)
    fin = semaine.dimanche + UN_JOUR
    yield Ventilation(DITS["typologie"], slugs, semaine.lundi, fin, comptes, met["total"])


def _publics(config: Dispositif) -> dict[str, str]:
    """The slug of each label: letters of then kept labels alone."""
    return {one.label: one.slug for one in (*config.publics, *config.roles)}
