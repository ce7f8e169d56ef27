"""A validated document leaves for its readers, once each: a link by mail, or in their chat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.casework.comptes import signed_content
from bot.casework.livrable import actes, lecture
from bot.clock import paris
from bot.delivery.channels import letter_to, to_person
from bot.domain.roles import Role
from bot.livrables import Cible, Livrable, SorteCible
from bot.rendering import for_mailboxes, render_html, render_line, render_plain, render_text
from bot.signing import LIEN, stand_in
from bot.words import date_longue, pluriel
from storage import audit, desabonnements, livrables, people
from storage.machine.db import insert_once
from storage.machine.outbox import Destination, Lane, Message, post
from storage.models import Personne
from storage.models.livrables import ENVOI, LivrableEnvoi, VersionLivrable
from storage.work import Work

IN_CHAT: Final = (
    "📄 <b>{{ de }}</b>\n{{ dit }}, version {{ numero }}, validée le {{ le|date_longue }}."
    "{% if avant %}\nElle remplace la version {{ avant }}, que vous aviez reçue.{% endif %}\n"
    '<a href="{{ lien }}">Lire le document (PDF)</a>'
)
SUBJECT: Final = "[{{ nom }}] {{ dit }}{% if avant %}, version corrigée{% endif %}"


@dataclass(frozen=True, slots=True)
class LecteurDu:
    """One reader: where it is written to, under whose name, and as a member of what."""

    to: Destination
    de: str
    comite: str | None
    personne: Personne | None = None
    attend: datetime | None = None
    """Nothing leaves for it before that: others have the time to object."""


def lecteurs(work: Work, livrable: Livrable, cible: Cible) -> list[LecteurDu]:
    """Every one, once: mailboxes of its comités, their members in chat, its landlord's."""
    found: dict[Destination, LecteurDu] = {}
    for one in (*_members(work, livrable, cible), *_landlord(work, livrable, cible)):
        found.setdefault(one.to, one)
    return list(found.values())


def waiting(work: Work, row: VersionLivrable, livrable: Livrable, cible: Cible) -> list[LecteurDu]:
    """Those that were not written to."""
    known = {_where(one) for one in livrables.envois(work.tx, row.id)}
    return [one for one in lecteurs(work, livrable, cible) if one.to not in known]


def send(
    work: Work, row: VersionLivrable, livrable: Livrable, cible: Cible, by: int | None
) -> int:
    """To each that was not written to; how many. Said twice, it leaves once."""
    new = {one.to: one for one in waiting(work, row, livrable, cible)}
    insert_once(work.tx, LivrableEnvoi, [_row(work, row, one) for one in new.values()])
    queued = [one for one in livrables.envois(work.tx, row.id) if _where(one) in new]
    said = _said(work, row, livrable, cible)
    post(work.tx, work.now, *(_message(work, one, new[_where(one)], said) for one in queued))
    if queued:
        audit.note(work.tx, work.now, by, "livrable_envoyer", row, actes.name(row))
    return len(queued)


def state(work: Work, row: VersionLivrable) -> Iterator[str]:
    """« Envoyé le 3 décembre 2026 : remis à 7 lecteurs sur 8. », then who could not be reached."""
    sent = livrables.envois(work.tx, row.id)
    if not sent:
        return
    gone = sum(one.envoyee_le is not None for one in sent)
    lost = [one for one in sent if one.echec and one.envoyee_le is None]
    day = date_longue(paris(sent[0].creee_le).date())
    yield f"Envoyé le {day} : remis à {pluriel(gone, 'lecteur')} sur {len(sent)}."
    if lost:
        refused = ", ".join(one.adresse for one in lost)
        yield f"{pluriel(len(lost), 'adresse refusée', 'adresses refusées')} : {refused}."


def _where(envoi: LivrableEnvoi) -> Destination:
    return Destination(envoi.canal, envoi.adresse)


def _members(work: Work, livrable: Livrable, cible: Cible) -> Iterator[LecteurDu]:
    config, today = work.programme.config, paris(work.now).date()
    members = people.with_role(work.tx, work.programme.id, Role.COMITE)
    for comite in lecture.comites(work, livrable, cible):
        absent = desabonnements.of(work.tx, work.programme.id, comite.slug)
        later = {one.email.lower(): one.attend for one in comite.destinataires}
        for address in sorted({one.lower() for one in config.adresses(comite, today)} - absent):
            to, wait = letter_to(address), later.get(address)
            yield LecteurDu(to, comite.label, comite.slug, attend=wait)
        for person in members:
            if person.comite == comite.slug:
                yield LecteurDu(to_person(person), comite.label, comite.slug, person)


def _landlord(work: Work, livrable: Livrable, cible: Cible) -> Iterator[LecteurDu]:
    if cible.sorte is not SorteCible.BAILLEUR or not livrable.tableaux:
        return
    service = work.programme.config.service(lecture.landlord(cible))
    for address in sorted({one.lower() for one in service.boites}):
        yield LecteurDu(letter_to(address), service.label, None)


def _row(work: Work, row: VersionLivrable, one: LecteurDu) -> dict[str, Any]:
    return {
        "version_id": row.id,
        "comite": one.comite,
        "canal": one.to.channel,
        "adresse": one.to.address,
        "creee_le": work.now,
    }


def _said(work: Work, row: VersionLivrable, livrable: Livrable, cible: Cible) -> dict[str, Any]:
    old, config = livrables.before(work.tx, row), work.programme.config
    return {
        "nom": config.nom,
        "dit": f"{livrable.titre}, {cible.nom}",
        "numero": row.numero,
        "le": paris(row.valide_le or work.now).date(),
        "avant": old.numero if old else None,
        "lecteurs": livrable.lecteurs,
        "contact": config.coordination.email,
    }


def _message(work: Work, envoi: LivrableEnvoi, one: LecteurDu, said: dict[str, Any]) -> Message:
    mark = stand_in()
    values = {**said, "de": one.de, "lien": mark}
    content = _in_chat(work, one.personne, values) if one.personne else _letter(values)
    key, subject = f"livrable_envoi:{envoi.id}", ENVOI.of(envoi.id)
    return Message(key, Lane.DIGEST, one.to, content, subject, not_before=one.attend)


def _in_chat(work: Work, member: Personne, values: dict[str, Any]) -> dict[str, Any]:
    content = {"text": render_text(IN_CHAT, **values), LIEN: values["lien"]}
    return signed_content(work, member.telegram_id, content)


def _letter(values: dict[str, Any]) -> dict[str, Any]:
    values = {**values, "objet": render_line(SUBJECT, **values)}
    return {
        LIEN: values["lien"],
        "subject": values["objet"],
        "text": render_plain("bot/casework/livrable/envoi.txt.jinja", **values),
        "html": for_mailboxes(render_html("bot/casework/livrable/envoi.html.jinja", **values)),
        "reply_to": values["contact"],
    }
