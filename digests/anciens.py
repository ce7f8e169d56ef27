"""Letters that were frozen before the register of publications: entered in it at first need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
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


def enter(work: Work) -> None:
    """Once for each programme: what a month or a quarter told of these weeks would add to them."""
    if not passages.claim(work.tx, ENTERED, work.programme.config.slug, work.now):
        return
    mine = Publication.dispositif_id == work.programme.id
    since = work.tx.scalar(select(func.min(Publication.publie_le)).where(mine))
    old = select(Digest).where(Digest.dispositif_id == work.programme.id)
    if since is not None:
        old = old.where(Digest.fige_le < since)
    places = lieux(work.tx, work.programme.id)
    for digest in work.tx.scalars(old.order_by(Digest.id)).all():
        tables = list(_told(work.programme.config, places, digest))
        publications.inscrit(work.tx, work.programme.id, tables, "point", digest.fige_le)


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
