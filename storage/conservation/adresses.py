"""Where something was sent, and who was invited: forgotten once nobody needs to answer there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    String,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
    update,
)

from storage.conservation.passe import (
    Perissable,
    changed,
    emptying,
    months_before,
    passe,
    peu,
    table,
)
from storage.demandes import NO_CONTACT
from storage.work import Work

_INVITATION, _ENVOI, _DEMANDE = table("invitation"), table("digest_envoi"), table("demande")
_DESABONNEMENT, _DICTEE, _TABLEAU = table("desabonnement"), table("dictee"), table("tableau")
_REFUSEE, _LETTRE = table("adresse_refusee"), table("lettre_service")
_DOCUMENT = table("livrable_envoi")
COURRIEL: Final = "%@%"
"""An address that may be somebody's, whatever channel it is of."""
ERASED: Final = "efface:"
"""Stands, with the number of its row, for what had to be unique."""


def _erased(rows: Any) -> Any:
    return literal(ERASED).concat(cast(rows.c.id, String))


def _invitations(work: Work) -> Select[Any]:
    """Used or out of date for so long, and still naming somebody."""
    days = timedelta(days=work.programme.config.conservation.invitations_jours)
    over = func.coalesce(_INVITATION.c.utilisee_le, _INVITATION.c.expire_le) < work.now - days
    names = or_(_INVITATION.c.nom != "", _INVITATION.c.demandee_par.is_not(None))
    mine = _INVITATION.c.dispositif_id == work.programme.id
    return select(_INVITATION.c.id).where(mine, over, names)


def _unanswered(work: Work) -> Select[Any]:
    before = months_before(work.now, work.programme.config.conservation.contact_sans_reponse_mois)
    mine = _DEMANDE.c.dispositif_id == work.programme.id
    return select(_DEMANDE.c.id).where(
        mine, _DEMANDE.c.contact != NO_CONTACT, _DEMANDE.c.recue_le < before
    )


def _unsubscribed(work: Work) -> Select[Any]:
    """Those to whom nothing would be sent any more: no comité names them."""
    config = work.programme.config
    before = months_before(work.now, config.conservation.destinataires_mois)
    named = {
        one.email.lower() for comite in config.comites for one in comite.destinataires if one.email
    }
    mine = _DESABONNEMENT.c.dispositif_id == work.programme.id
    return select(_DESABONNEMENT.c.id).where(
        mine, _DESABONNEMENT.c.le < before, func.lower(_DESABONNEMENT.c.adresse).not_in(named)
    )


def _of_services(rows: Any, is_old: Callable[[datetime], Any]) -> Callable[[Work], Select[Any]]:
    """Mailboxes of services that the file names no more."""

    def due(work: Work) -> Select[Any]:
        config = work.programme.config
        before = months_before(work.now, config.conservation.destinataires_mois)
        named = {one.lower() for service in config.services for one in service.boites}
        mine = (rows.c.dispositif_id == work.programme.id, rows.c.adresse.like(COURRIEL))
        still_said = rows.c.adresse.not_like(f"{ERASED}%")
        unnamed = func.lower(rows.c.adresse).not_in(named)
        return select(rows.c.id).where(*mine, still_said, unnamed, is_old(before))

    return due


def _refused_before(before: datetime) -> ColumnElement[bool]:
    return _REFUSEE.c.refusee_le < before


def _told_before(before: datetime) -> ColumnElement[bool]:
    return or_(_LETTRE.c.lundi.is_(None), _LETTRE.c.lundi < before.date())


def _drop(work: Work, old: Sequence[Row[Any]]) -> int:
    ids = [row.id for row in old]
    return changed(work.tx, delete(_DESABONNEMENT).where(_DESABONNEMENT.c.id.in_(ids)))


def _typed(work: Work) -> Select[Any]:
    """The oldest first; never the newest, whose number would be given to another."""
    before = work.now - timedelta(days=work.programme.config.conservation.corrections_jours)
    newest = select(func.max(_DICTEE.c.id)).scalar_subquery()
    first = select(_DICTEE.c.id, _DICTEE.c.le).where(_DICTEE.c.id < newest)
    some = first.order_by(_DICTEE.c.id).limit(50).subquery()
    return select(some.c.id).where(some.c.le < before)


def _forget_typed(work: Work, old: Sequence[Row[Any]]) -> int:
    return changed(work.tx, delete(_DICTEE).where(_DICTEE.c.id.in_([row.id for row in old])))


def _contacts(work: Work, old: Sequence[Row[Any]]) -> int:
    ids = [row.id for row in old]
    return changed(work.tx, update(_DEMANDE).where(_DEMANDE.c.id.in_(ids)).values(contact=""))


SORTES: Final[tuple[Perissable, ...]] = (
    peu(
        "prénom d'une invitation",
        _INVITATION,
        "invitations_jours",
        _invitations,
        emptying(
            _INVITATION,
            or_(_INVITATION.c.nom != "", _INVITATION.c.demandee_par.is_not(None)),
            nom="",
            demandee_par=None,
            code_sha256=_erased(_INVITATION),
        ),
    ),
    *(
        passe(
            "destinataire d'un point hebdo ou d'un document",
            rows,
            "creee_le",
            "destinataires_mois",
            emptying(
                rows, rows.c.adresse.not_like(f"{ERASED}%"), adresse=_erased(rows), echec=None
            ),
        )
        for rows in (_ENVOI, _DOCUMENT)
    ),
    peu(
        "désabonnement de qui n'est plus destinataire",
        _DESABONNEMENT,
        "destinataires_mois",
        _unsubscribed,
        _drop,
    ),
    *(
        peu(
            "adresse d'un service que le fichier ne nomme plus",
            rows,
            "destinataires_mois",
            _of_services(rows, is_old),
            emptying(rows, rows.c.adresse.not_like(f"{ERASED}%"), adresse=_erased(rows)),
        )
        for rows, is_old in ((_REFUSEE, _refused_before), (_LETTRE, _told_before))
    ),
    peu(
        "adresse d'une demande sans réponse",
        _DEMANDE,
        "contact_sans_reponse_mois",
        _unanswered,
        _contacts,
    ),
    peu("lien d'un texte tapé", _DICTEE, "corrections_jours", _typed, _forget_typed),
    passe(
        "fil d'un compteur épinglé",
        _TABLEAU,
        "clos_le",
        "auteur_mois",
        emptying(
            _TABLEAU,
            _TABLEAU.c.chat_id > 0,
            chat_id=-_TABLEAU.c.id,
            message_id=None,
            montre="",
        ),
    ),
)
