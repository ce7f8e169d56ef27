"""Signalements and their alertes, as the casework, the pages and the flows read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Text, or_, select, type_coerce

from bot.domain.vies.destinataire import StatutDestinataire
from bot.domain.vies.signalement import OPEN, ActeSignalement, StatutSignalement
from bot.domain.vies.vie import DEFAIRE
from storage import destinataires
from storage.destinataires import Repondant
from storage.machine.db import Tx
from storage.machine.outbox import Destination
from storage.models import Alerte, Photo, Signalement, SignalementActe

REVOIR: Final = ActeSignalement.REVOIR
"""Seen again by a mediator: neither its state nor its delay begins anew."""
RAPPELER: Final = "rappeler"
RELEVER: Final = "relever"
"""In the history: its service was reminded, or another told of its silence; its state stays."""
SUSPENDRE: Final = "suspendre"
REPRENDRE: Final = "reprendre"
"""In the history: its reminders rest until a day, or go on before it; its state stays."""
COMMENTER: Final = "commenter"
ILLUSTRER: Final = "illustrer"
"""In the history: its service added a word, or a photo of the repair; its state stays."""
INSCRIRE: Final = "inscrire"
BUTER: Final = "buter"
"""In the history: a service's counter gave a number, or its program an error; its state stays."""
ASIDE: Final = frozenset(
    {
        DEFAIRE,
        REVOIR,
        RAPPELER,
        RELEVER,
        SUSPENDRE,
        REPRENDRE,
        COMMENTER,
        ILLUSTRER,
        INSCRIRE,
        BUTER,
    }
)
"""Lines of a history that change no state."""
RECURRENCE: Final = timedelta(weeks=12)
SANS_OBJET: Final = (StatutSignalement.ANNULE, StatutSignalement.DOUBLON)
REPLI: Final = "-repli"
"""Ends the étape of an alerte that the repli reads for a service which nothing written reaches."""


def get(tx: Tx, signalement_id: int) -> Signalement | None:
    return tx.get(Signalement, signalement_id)


def lock(tx: Tx, signalement_id: int) -> Signalement:
    """The signalement, held until the transaction ends. Raises NoResultFound."""
    found = select(Signalement).where(Signalement.id == signalement_id).with_for_update()
    return tx.scalars(found, execution_options={"populate_existing": True}).one()


def numbered(tx: Tx, dispositif_id: int, numero: int) -> Signalement | None:
    """V-0012 of that programme."""
    mine = (Signalement.dispositif_id == dispositif_id, Signalement.numero == numero)
    return tx.scalars(select(Signalement).where(*mine)).first()


def actes(tx: Tx, signalement_id: int) -> list[SignalementActe]:
    """Its life so far, oldest deed first."""
    found = select(SignalementActe).where(SignalementActe.signalement_id == signalement_id)
    return list(tx.scalars(found.order_by(SignalementActe.id)))


def standing(tx: Tx, signalement_id: int) -> list[SignalementActe]:
    """Its life so far: what brought it where it stands, without what was taken back."""
    return still_standing(actes(tx, signalement_id))


def still_standing(lines: Iterable[SignalementActe]) -> list[SignalementActe]:
    """The same, for who has read its `actes`."""
    return [one for one in lines if one.defait_le is None and one.acte not in ASIDE]


def seen_again(lines: Iterable[SignalementActe]) -> tuple[datetime, ...]:
    """When mediators saw it again, by its `actes`."""
    seen = (REVOIR, ActeSignalement.VERIFIER_TOUJOURS_LA)
    return tuple(one.le for one in lines if one.acte in seen and one.defait_le is None)


def since_when(signalement: Signalement, lines: Iterable[SignalementActe]) -> datetime:
    """Since when it stands as it does, by its `actes`; the oldest have their first day alone.

    What one addressee of several says leaves the whole as it was.
    """
    moved = (one for one in reversed(still_standing(lines)) if not leaves_it(one))
    return next((one.le for one in moved), signalement.emis_le)


def leaves_it(line: SignalementActe) -> bool:
    """Whether that step left the whole where it stood; handed on twice, it moved."""
    return line.de == line.vers and line.vers != StatutSignalement.REORIENTE


def repondants(tx: Tx, signalement_id: int) -> tuple[Repondant, ...]:
    """Where each addressee stands, in the order in which it was sent to them."""
    return destinataires.reponses(alertes(tx, signalement_id), standing(tx, signalement_id))


def open_beside(tx: Tx, row: Signalement, limit: int | None) -> list[Signalement]:
    """The other open ones of its site, those of its kind first, then the newest."""
    found = select(Signalement).where(
        Signalement.site_id == row.site_id,
        Signalement.statut.in_(OPEN),
        Signalement.id != row.id,
    )
    alike = (Signalement.categorie == row.categorie).desc()
    return list(tx.scalars(found.order_by(alike, Signalement.id.desc()).limit(limit)))


def silent(tx: Tx, dispositif_id: int, now: datetime, limit: int) -> list[int]:
    """Ids of those whose silence is to be answered by now, the longest due first."""
    found = select(Signalement.id).where(
        Signalement.dispositif_id == dispositif_id,
        Signalement.relance_le.is_not(None),
        Signalement.relance_le <= now,
    )
    return list(tx.scalars(found.order_by(Signalement.relance_le).limit(limit)))


def last_acte(tx: Tx, signalement_id: int, acte: str) -> SignalementActe | None:
    """The latest time that this deed was done, and not taken back."""
    found = select(SignalementActe).where(
        SignalementActe.signalement_id == signalement_id,
        SignalementActe.acte == acte,
        SignalementActe.defait_le.is_(None),
    )
    return tx.scalars(found.order_by(SignalementActe.id.desc())).first()


def newest_open(tx: Tx, site_id: int, categorie: str) -> Signalement | None:
    """The latest signalement of a kind on a site that nobody has closed."""
    found = select(Signalement).where(
        Signalement.site_id == site_id,
        Signalement.categorie == categorie,
        Signalement.statut.in_(OPEN),
    )
    return tx.scalars(found.order_by(Signalement.id.desc())).first()


def open_in(tx: Tx, dispositif_id: int) -> list[Signalement]:
    """Every one of the programme that nobody has closed, oldest first."""
    found = select(Signalement).where(
        Signalement.dispositif_id == dispositif_id, Signalement.statut.in_(OPEN)
    )
    return list(tx.scalars(found.order_by(Signalement.emis_le, Signalement.id)))


def announced_on(tx: Tx, site_id: int) -> list[Signalement]:
    """Those of a site that a service says it mended, and that nobody went to see; oldest first."""
    found = select(Signalement).where(
        Signalement.site_id == site_id,
        Signalement.clos_le.is_(None),
        Signalement.statut == StatutSignalement.TRAITE_ANNONCE,
    )
    return list(tx.scalars(found.order_by(Signalement.traite_le, Signalement.id)))


def since(tx: Tx, dispositif_id: int, start: datetime) -> list[Signalement]:
    """Those of a programme made from `start` on, the newest first."""
    found = select(Signalement).where(
        Signalement.dispositif_id == dispositif_id, Signalement.emis_le >= start
    )
    return list(tx.scalars(found.order_by(Signalement.id.desc())))


def last_placed(tx: Tx, presence_id: int) -> Signalement | None:
    """The newest of that presence whose exact place was said, and that was not cancelled."""
    placed = (Signalement.lieu != "") | Signalement.latitude.is_not(None)
    found = select(Signalement).where(
        Signalement.presence_id == presence_id,
        Signalement.statut != StatutSignalement.ANNULE,
        placed,
    )
    return tx.scalars(found.order_by(Signalement.id.desc()).limit(1)).first()


def placed_by(tx: Tx, dispositif_id: int, words: str) -> list[Signalement]:
    """Those of that programme whose place holds these words, oldest first."""
    found = select(Signalement).where(
        Signalement.dispositif_id == dispositif_id,
        type_coerce(Signalement.lieu, Text).contains(words, autoescape=True),
    )
    return list(tx.scalars(found.order_by(Signalement.id)))


def recurrences(tx: Tx, signalement: Signalement) -> list[datetime]:
    """When the same defect was reported on the site in the 12 weeks before, oldest first."""
    found = select(Signalement.emis_le).where(
        Signalement.site_id == signalement.site_id,
        Signalement.categorie == signalement.categorie,
        Signalement.id != signalement.id,
        Signalement.statut.not_in(SANS_OBJET),
        Signalement.emis_le >= signalement.emis_le - RECURRENCE,
        Signalement.emis_le <= signalement.emis_le,
    )
    return list(tx.scalars(found.order_by(Signalement.emis_le)))


def reparations(tx: Tx, signalement_id: int) -> list[Photo]:
    """The photos that services showed of its repair, in the order they came."""
    of_a_line = (Photo.objet == SignalementActe.__tablename__) & (
        Photo.objet_id == SignalementActe.id
    )
    found = select(Photo).join(SignalementActe, of_a_line)
    mine = (SignalementActe.signalement_id == signalement_id, SignalementActe.acte == ILLUSTRER)
    return list(tx.scalars(found.where(*mine).order_by(Photo.id)))


def alerte(tx: Tx, alerte_id: int) -> Alerte | None:
    return tx.get(Alerte, alerte_id)


def shown_at(tx: Tx, chat: Destination, message_id: int) -> Alerte | None:
    """The alerte whose card is that message of that chat, in whichever of its topics."""
    topics = Alerte.adresse.startswith(f"{chat.address}/", autoescape=True)
    found = select(Alerte).where(
        Alerte.message_id == message_id,
        Alerte.canal == chat.channel,
        or_(Alerte.adresse == chat.address, topics),
    )
    return tx.scalars(found.order_by(Alerte.id.desc())).first()


def newest_of(tx: Tx, ids: Sequence[int], service: str) -> dict[int, list[Alerte]]:
    """By signalement, every copy that this service still has of it, oldest first."""
    found = select(Alerte).where(
        Alerte.signalement_id.in_(ids), Alerte.service == service, Alerte.retiree_le.is_(None)
    )
    copies: dict[int, list[Alerte]] = {}
    for one in tx.scalars(found.order_by(Alerte.id)):
        copies.setdefault(one.signalement_id, []).append(one)
    return copies


def still_open(tx: Tx, ids: Sequence[int]) -> dict[int, Signalement]:
    """Those of these that nobody has closed, by id."""
    found = select(Signalement).where(Signalement.id.in_(ids), Signalement.statut.in_(OPEN))
    return {one.id: one for one in tx.scalars(found)}


def alertes(tx: Tx, signalement_id: int) -> list[Alerte]:
    """Every copy ever made for a service, oldest first."""
    found = select(Alerte).where(Alerte.signalement_id == signalement_id)
    return list(tx.scalars(found.order_by(Alerte.id)))


def newest(tx: Tx, signalement_id: int) -> list[Alerte]:
    """The newest copy per address, without those handed on by mistake."""
    stand = (one for one in alertes(tx, signalement_id) if one.retiree_le is None)
    return list({(one.canal, one.adresse): one for one in stand}.values())


def answering(tx: Tx, signalement_id: int) -> list[Alerte]:
    """The copies whose answers count: newest per address, no service that refused."""
    return still_answering(newest(tx, signalement_id), standing(tx, signalement_id))


def still_answering(copies: Iterable[Alerte], history: Iterable[SignalementActe]) -> list[Alerte]:
    """The same, for who has read the `newest` copies and what is `standing`."""
    every = list(copies)
    refused = {
        one.service
        for one in destinataires.reponses(every, history)
        if one.statut is StatutDestinataire.REFUSE
    }
    return [one for one in every if one.service not in refused]


def counts(tx: Tx, alerte: Alerte) -> bool:
    """Whether the answers of that copy's service still count."""
    return alerte.service in {row.service for row in answering(tx, alerte.signalement_id)}
