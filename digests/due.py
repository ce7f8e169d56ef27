"""When a point hebdo falls due: frozen once, queued once for each recipient, late or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import func, select

from bot.casework.point import actes, annonces
from bot.casework.point.heures import sending
from bot.casework.point.semaines import first_week, in_convention
from bot.domain.semaine import Semaine
from bot.domain.vies.point import EN_ATTENTE, VIE_POINT, ActePoint, StatutPoint
from digests import envois, figes, relecture, resume
from digests.atelier import Atelier
from digests.compose import perimetre, sections
from digests.contract import Figures, Recueil
from digests.figes import frozen, release
from storage import points
from storage.dispositif import Comite
from storage.indicateurs.releve import Lues
from storage.machine import passages
from storage.machine.db import Tx
from storage.models import HEBDO, Digest, DigestEnvoi, PointHebdo
from storage.points import has_left
from storage.programme import Programme
from storage.work import More, Work

MAILED = "point hebdo"
OFFERED = 4
"""How many weeks back a breakdown's weeks are offered to the coordination: older are history."""


def run_due(work: Work, most: int = envois.EVERY, atelier: Atelier | None = None) -> More | None:
    """The job: draft, freeze and queue what is due, a little at a time; `most`: comités a letter.

    1. The coordination is shown a draft, then what moved once figures are frozen.
    2. What was missed before the last week is frozen and kept: the coordination is asked.
    3. The last week is frozen, of each comité whose hour has come, and its words join it.
    4. Its letters are queued: one for each address, whatever the number of its comités.
    Doubled, missed or late, it never sends twice.
    """
    atelier = atelier or Atelier()
    living = points.living(work.tx, work.programme.id)
    again = partial(run_due, atelier=atelier)
    if relecture.step(work, living, atelier):
        return More(again, atelier.aside())
    owed = due(work, living)
    if not owed:
        return None
    together = [(comite, semaine) for comite, semaine in owed if semaine == owed[0][1]]
    digests = _ready(work, together, atelier)
    if digests is None:
        return More(again, atelier.aside())
    most = envois.queue_some(work, digests, most, atelier)
    if not most:
        _done(work, together, digests[0])
    return More(partial(again, most=most or envois.EVERY), atelier.aside())


def _ready(
    work: Work, together: Sequence[tuple[Comite, Semaine]], atelier: Atelier
) -> list[Digest] | None:
    """Every one of them as it leaves; None when something was still to do, and was done."""
    digests = []
    for comite, semaine in together:
        missed = next(_missed(work.tx, work.programme, comite, semaine), None)
        digest = frozen(work.tx, work.programme, comite.slug, semaine)
        if missed or digest is None:
            week = missed or semaine
            if made := atelier.made(work, comite, week):
                figes.keep(work, comite, week, made, sending(comite, week))
                _keep(work, missed, semaine)
            return None
        if not has_left(digest):
            release(work, comite, digest)
            return None
        digests.append(digest)
    return digests


def _keep(work: Work, missed: Semaine | None, last: Semaine) -> None:
    """A week that was never mailed is the coordination's to send, or not.

    Those from before the first point hebdo are nobody's: none was due then.
    """
    if missed is None or missed < last.shifted(-OFFERED) or not _began_before(work, missed):
        return
    row = actes.opened(work, missed)
    if row.statut in EN_ATTENTE:
        relecture.keep(work, row)


def _began_before(work: Work, semaine: Semaine) -> bool:
    """Whether some letter of an older week left."""
    mailed = select(DigestEnvoi.id).join(Digest, Digest.id == DigestEnvoi.digest_id)
    older = mailed.where(Digest.dispositif_id == work.programme.id, Digest.lundi < semaine.lundi)
    return work.tx.execute(older.limit(1)).first() is not None


def _done(work: Work, together: Sequence[tuple[Comite, Semaine]], first: Digest) -> None:
    """Nobody is left to write to: the members of the first one are told in chat.

    After the last one, the coordination is told if any was late.
    """
    comite, semaine = together[0]
    if passages.claim(work.tx, MAILED, _key(work.programme, comite, semaine), work.now):
        resume.tell(work, comite, first)
    if len(together) == 1:
        _close(work, semaine)


def _close(work: Work, semaine: Semaine) -> None:
    readers = work.programme.config.lecteurs(HEBDO)
    left = [frozen(work.tx, work.programme, one.slug, semaine) for one in readers]
    row = actes.opened(work, semaine)
    if row.fige_le is None and row.statut in EN_ATTENTE:
        actes.freeze(work, row, {})
    every = [_key(work.programme, one, semaine) for one in readers]
    told = passages.claimed(work.tx, MAILED, every)
    late = any(one.instantane["en_retard"] for one in left if one)
    if late and row.statut != StatutPoint.RATTRAPE:
        annonces.tell_late(work, row)
    if set(every) <= told and ActePoint.PARTIR in VIE_POINT.possible(StatutPoint(row.statut)):
        actes.act(work, row, ActePoint.PARTIR)


def rehearsals(programme: Programme, now: datetime) -> dict[str, Callable[[Tx], object]]:
    """What a letter compiles, a part each: of weeks that nobody was told of, to be undone."""
    lues: Lues = {}
    parts: dict[str, Callable[[Tx], object]] = {
        f"point hebdo · {name} {rank}": partial(_rehearse_part, programme, now, lues, etape)
        for name, section in sections().items()
        for rank, etape in enumerate(section.etapes)
    }
    return parts | {"point hebdo": partial(_rehearse, programme, now)}


def _rehearse_part(
    programme: Programme, now: datetime, lues: Lues, etape: Callable[[Recueil], Figures], tx: Tx
) -> None:
    for comite in programme.config.lecteurs(HEBDO)[:1]:
        places = perimetre(tx, programme, comite)
        etape(Recueil(tx, programme, places, Semaine.of(now), lues=lues))


def _rehearse(programme: Programme, now: datetime, tx: Tx) -> None:
    work, this = Work(tx, programme, now), Semaine.of(now)
    for comite in programme.config.lecteurs(HEBDO)[:1]:
        list(_missed(tx, programme, comite, this))
        hour = sending(comite, this.shifted(1))
        digest = figes.keep(work, comite, this.shifted(1), ({"contact": None}, []), hour)
        envois.queue_some(work, [digest], envois.EVERY, Atelier())


def due(work: Work, living: Sequence[PointHebdo] = ()) -> list[tuple[Comite, Semaine]]:
    """Comités whose hour has passed for the last complete week, and that it was not mailed to.

    No week from before somebody joined the team, nor outside the convention; then the weeks that
    the coordination sends after a breakdown, among `living`.
    """
    first = first_week(work.tx, work.programme)
    comites = work.programme.config.lecteurs(HEBDO)
    weeks = [(one, _last_week(one, work.now)) for one in comites]
    owed = [
        (comite, semaine)
        for comite, semaine in weeks
        if first and first <= semaine and in_convention(work.programme, semaine)
    ]
    again = [Semaine(row.lundi) for row in living if row.statut == StatutPoint.RATTRAPE]
    owed += [(comite, semaine) for semaine in again for comite in comites]
    known = passages.claimed(work.tx, MAILED, [_key(work.programme, *pair) for pair in owed])
    return [pair for pair in owed if _key(work.programme, *pair) not in known]


def _key(programme: Programme, comite: Comite, semaine: Semaine) -> str:
    return f"{programme.id}:{comite.slug}:{semaine.lundi}"


def _last_week(comite: Comite, now: datetime) -> Semaine:
    """The latest week whose digest should have left by `now`."""
    last = Semaine.of(now).shifted(-1)
    return last if sending(comite, last) <= now else last.shifted(-1)


def _missed(tx: Tx, programme: Programme, comite: Comite, semaine: Semaine) -> Iterator[Semaine]:
    """Weeks before `semaine` that a downtime left without a digest, oldest first."""
    newest = select(func.max(Digest.lundi)).where(
        Digest.dispositif_id == programme.id,
        Digest.comite == comite.slug,
        Digest.rythme == HEBDO,
    )
    lundi = tx.execute(newest).scalar_one()
    week = Semaine(lundi).shifted(1) if lundi else first_week(tx, programme)
    while week and week < semaine:
        if in_convention(programme, week):
            yield week
        week = week.shifted(1)
