"""When a point, weekly or monthly, falls due: frozen once, queued once for each recipient."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy import func, select

from bot.casework.point import actes, annonces
from bot.casework.point.heures import is_given_up, sending
from bot.casework.point.semaines import first, in_convention
from bot.domain.mois import Frequence, Mois, frequence, frequence_of
from bot.domain.semaine import Semaine
from bot.domain.ventilation import Ventilation
from bot.domain.vies.point import EN_ATTENTE, VIE_POINT, ActePoint, StatutPoint
from digests import envois, figes, relecture, resume
from digests.atelier import Atelier
from digests.compose import compose
from digests.figes import frozen, release
from storage import points
from storage.dispositif import Comite
from storage.machine import passages
from storage.machine.db import Tx
from storage.models import HEBDO, Digest, DigestEnvoi, PointHebdo
from storage.points import has_left
from storage.programme import Programme
from storage.work import More, Work

MAILED: Final[dict[Frequence, str]] = {"hebdo": "point hebdo", "mensuel": "point mensuel"}
OFFERED: Final = 4
"""How many back what a breakdown missed is offered to the coordination: older is history."""


def run_due(
    work: Work,
    most: int = envois.EVERY,
    atelier: Atelier | None = None,
    sorte: type[Semaine] = Semaine,
) -> More | None:
    """The job: draft, freeze and queue what is due, a little at a time; `most`: comités a letter.

    1. The coordination is shown a draft, then what moved once figures are frozen.
    2. What was missed before the last week is frozen and kept: the coordination is asked.
    3. The last week is frozen, of each comité whose hour has come, and its words join it.
    4. Its letters are queued: one for each address, whatever the number of its comités.
    Doubled, missed or late, it never sends twice. `sorte`: of weeks, or of months in their stead.
    """
    atelier = atelier or Atelier()
    again = partial(run_due, sorte=sorte, atelier=atelier)
    living = points.living(work.tx, work.programme.id, frequence_of(sorte))
    if relecture.step(work, living, atelier, sorte):
        return More(again, atelier.aside())
    owed = due(work, living, sorte)
    if not owed:
        return None
    if sorte is Mois and atelier.enters(work):
        return More(again)
    together = [(comite, semaine) for comite, semaine in owed if semaine == owed[0][1]]
    digests = _ready(work, together, atelier)
    if digests is None:
        return More(again, atelier.aside())
    most = envois.queue_some(work, digests, most, atelier)
    if not most:
        _done(work, together, digests[0])
    return More(partial(again, most=most or envois.EVERY), atelier.aside())


run_due_month: Final = partial(run_due, sorte=Mois)
"""The same for the point mensuel."""


def _ready(
    work: Work, together: Sequence[tuple[Comite, Semaine]], atelier: Atelier
) -> list[Digest] | None:
    """Every one of them as it leaves; None when something was still to do, and was done."""
    known = points.frozen_of(work.tx, work.programme.id, together[0][1])
    for comite, semaine in together:
        is_frozen = comite.slug in known
        late = not is_frozen and is_given_up(comite, semaine, work.now)
        before = _missed(work.tx, work.programme, comite, semaine)
        missed = next(before, semaine if late else None)
        if missed or not is_frozen:
            week = missed or semaine
            if made := atelier.made(work, comite, week):
                figes.keep(work, comite, week, made)
                _keep(work, missed, semaine)
            return None
    return _left(work, together)


def _left(work: Work, together: Sequence[tuple[Comite, Semaine]]) -> list[Digest] | None:
    """All of them with their words; None when those of one had still to join it, and did."""
    digests = []
    for comite, semaine in together:
        digest = figes.freeze(work, comite, semaine)
        if not has_left(digest):
            release(work, comite, digest)
            return None
        digests.append(digest)
    return digests


def _keep(work: Work, missed: Semaine | None, last: Semaine) -> None:
    """What was never mailed is the coordination's to send, or not.

    Those from before the first letter are nobody's: none was due then.
    """
    if missed is None or missed < last.shifted(-OFFERED) or not _began_before(work, missed):
        return
    row = actes.opened(work, missed)
    if row.statut in EN_ATTENTE:
        relecture.keep(work, row)


def _began_before(work: Work, semaine: Semaine) -> bool:
    """Whether some letter of an older one left, of a week or of a month."""
    mailed = select(DigestEnvoi.id).join(Digest, Digest.id == DigestEnvoi.digest_id)
    older = mailed.where(Digest.dispositif_id == work.programme.id, Digest.lundi < semaine.lundi)
    return work.tx.execute(older.limit(1)).first() is not None


def _done(work: Work, together: Sequence[tuple[Comite, Semaine]], first: Digest) -> None:
    """Nobody is left to write to: the members of the first one are told in chat.

    After the last one, the coordination is told if any was late.
    """
    comite, semaine = together[0]
    key = _key(work.programme, comite, semaine)
    if passages.claim(work.tx, MAILED[frequence(semaine)], key, work.now):
        resume.tell(work, comite, first)
    if len(together) == 1:
        _close(work, semaine)


def _close(work: Work, semaine: Semaine) -> None:
    readers = work.programme.config.lecteurs(frequence(semaine))
    left = [frozen(work.tx, work.programme, one.slug, semaine) for one in readers]
    row = actes.opened(work, semaine)
    if row.fige_le is None and row.statut in EN_ATTENTE:
        actes.freeze(work, row, {})
    every = [_key(work.programme, one, semaine) for one in readers]
    told = passages.claimed(work.tx, MAILED[frequence(semaine)], every)
    late = any(one.instantane["en_retard"] for one in left if one)
    if late and row.statut != StatutPoint.RATTRAPE:
        annonces.tell_late(work, row)
    if set(every) <= told and ActePoint.PARTIR in VIE_POINT.possible(StatutPoint(row.statut)):
        actes.act(work, row, ActePoint.PARTIR)


def rehearse_reading(programme: Programme, now: datetime, tx: Tx) -> None:
    """Compile what a letter reads, of a week that nobody was told of."""
    for comite in programme.config.lecteurs(HEBDO)[:1]:
        compose(tx, programme, comite, Semaine.of(now))


def rehearse(programme: Programme, now: datetime, tx: Tx) -> None:
    """Compile what it writes, to be undone."""
    work, this = Work(tx, programme, now), Semaine.of(now)
    points.frozen_of(tx, programme.id, this)
    for comite in programme.config.lecteurs(HEBDO)[:1]:
        list(_missed(tx, programme, comite, this))
        told = Ventilation("répétition", frozenset(), this.lundi, this.dimanche, {}, 0)
        figes.keep(work, comite, this.shifted(1), ({"contact": None}, [told]))
        digest = figes.freeze(work, comite, this.shifted(1))
        envois.queue_some(work, [digest], envois.EVERY, Atelier())


def due(
    work: Work, living: Sequence[PointHebdo] = (), sorte: type[Semaine] = Semaine
) -> list[tuple[Comite, Semaine]]:
    """Readers whose hour has passed for the last one that is over, and that it was not mailed to.

    None from before somebody joined the team, nor outside the convention; then those that the
    coordination sends after a breakdown, among `living`.
    """
    oldest, rythme = first(work.tx, work.programme, sorte), frequence_of(sorte)
    comites = work.programme.config.lecteurs(rythme)
    last = [(one, _last(one, work.now, sorte)) for one in comites]
    owed = [
        (comite, semaine)
        for comite, semaine in last
        if oldest and oldest <= semaine and in_convention(work.programme, semaine)
    ]
    again = [points.periode(row) for row in living if row.statut == StatutPoint.RATTRAPE]
    every = [*owed, *((one, semaine) for semaine in again for one in comites)]
    known = passages.claimed(
        work.tx, MAILED[rythme], [_key(work.programme, *pair) for pair in every]
    )
    left = [pair for pair in every if _key(work.programme, *pair) not in known]
    return [pair for pair in left if pair[1] in again or _in_time(work, *pair)]


def waiting(work: Work) -> int:
    """How many points, of a week or a month, wait to leave though their hour has passed."""
    sortes: tuple[type[Semaine], ...] = (Semaine, Mois)
    living = {one: points.living(work.tx, work.programme.id, frequence_of(one)) for one in sortes}
    return sum(len(due(work, rows, sorte)) for sorte, rows in living.items())


def _in_time(work: Work, comite: Comite, semaine: Semaine) -> bool:
    """Not a month that is too late to leave by itself, once it is frozen."""
    if not is_given_up(comite, semaine, work.now):
        return True
    return comite.slug not in points.frozen_of(work.tx, work.programme.id, semaine)


def _key(programme: Programme, comite: Comite, semaine: Semaine) -> str:
    when = semaine.label if isinstance(semaine, Mois) else semaine.lundi
    return f"{programme.id}:{comite.slug}:{when}"


def _last(comite: Comite, now: datetime, sorte: type[Semaine]) -> Semaine:
    """The latest one whose point should have left by `now`."""
    last = sorte.of(now).shifted(-1)
    return last if sending(comite, last) <= now else last.shifted(-1)


def _missed(tx: Tx, programme: Programme, comite: Comite, semaine: Semaine) -> Iterator[Semaine]:
    """Those before `semaine` that a downtime left without a digest, oldest first.

    No month from before the first that left: its weeks were read, nobody waited for it.
    """
    newest = select(func.max(Digest.lundi)).where(
        Digest.dispositif_id == programme.id,
        Digest.comite == comite.slug,
        Digest.rythme == frequence(semaine),
    )
    lundi, sorte = tx.execute(newest).scalar_one(), type(semaine)
    week = sorte(lundi).shifted(1) if lundi else None
    if week is None and sorte is Semaine:
        week = first(tx, programme, sorte)
    while week and week < semaine:
        if in_convention(programme, week):
            yield week
        week = week.shifted(1)
