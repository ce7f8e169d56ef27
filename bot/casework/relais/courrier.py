"""The one letter that a partner has about a relais: its code, its domain, a signed link."""

from __future__ import annotations

import re
from typing import Any, Final

from bot.casework import coordination
from bot.casework.prompts import prompt_each
from bot.casework.relais.carte import code, domain_label, etat, partner_label, reference
from bot.casework.signalement.alerte import notice
from bot.delivery.channels import letter_to
from bot.domain.vies.relais import ActeRelais
from bot.rendering import render_line, render_text
from bot.signing import stand_in
from bot.words import date_longue
from storage import people
from storage import relais as rows
from storage.machine.db import Tx
from storage.machine.outbox import Lane, Message, post, waits, withdraw
from storage.models import RELAIS, Relais, RelaisActe
from storage.programme import Programme
from storage.work import Work

TEXT: Final = (
    "Une personne rencontrée par les médiateurs de rue est d'accord pour venir vers vous. "
    "Son repère : {{ code }}. Domaine : {{ domaine }}. Elle vous dira ce mot en arrivant. "
    "Est-elle venue, a-t-elle rendez-vous ? Dites-le d'un clic :"
)
FOOT: Final = (
    "Rien d'autre ne vous est transmis : ni nom, ni âge, ni situation. "
    "Aucun compte n'est demandé. Une question ? Répondez à ce courriel : la coordination le lira."
)
LEFT: Final = (
    "Le courriel envoyé à {{ qui }} est déjà parti : il ne peut pas être repris. Son lien ne "
    "répond plus. Prévenez ce partenaire."
)
ANSWERED: Final[dict[ActeRelais, str]] = {
    ActeRelais.PRENDRE_EN_CHARGE: "<b>{{ code }}</b> : « La personne est venue », répond "
    "{{ qui }}. Je redemande {{ le|jour }} : toujours suivi ?",
    ActeRelais.FIXER_RDV: "<b>{{ code }}</b> : « rendez-vous{% if rdv %} le {{ rdv }}{% endif %} "
    "», répond {{ qui }}. Rappelez-le à la personne. Je redemande {{ le|jour }}.",
    ActeRelais.NE_PAS_SE_PRESENTER: "<b>{{ code }}</b> : « La personne n'est pas venue », répond "
    "{{ qui }}. C'est clos ; si elle y va plus tard, ce partenaire peut encore le dire.",
}
CORRECTED: Final = "<b>{{ code }}</b> : {{ qui }} corrige sa réponse. De nouveau : {{ etat }}."
TAG: Final = re.compile(r"</?b>")
ORPHAN: Final = "[{{ r }}] Réponse d'un partenaire"
NOBODY: Final = "Personne n'est dans le binôme qui suivait {{ r }}."


def write(work: Work, relais: Relais, remise: RelaisActe) -> None:
    """Queue the letter of one handing over, when its partner has a mailbox."""
    address = address_of(work.programme, relais.partenaire)
    if address is None:
        return
    values = {
        "objet": f"[{reference(relais)}] Relais : {domain_label(work.programme, relais.domaine)}",
        "bandeau": f"{work.programme.config.nom} · relais {reference(relais)}",
        "text": render_line(
            TEXT, code=code(relais), domaine=domain_label(work.programme, relais.domaine)
        ),
        "lien": stand_in(),
        "action": "Répondre",
        "pied": FOOT,
    }
    content = notice(values) | {"reply_to": work.programme.config.coordination.email}
    subject = RELAIS.of(remise.id)
    post(
        work.tx,
        work.now,
        Message(_key(remise.id), Lane.PROMPT, letter_to(address), content, subject),
    )


def call_back(tx: Tx, relais: Relais) -> None:
    """Keep back the letters that have not left."""
    for line in rows.actes(tx, relais.id):
        withdraw(tx, _key(line.id))


def keep_back(tx: Tx, remise: RelaisActe) -> None:
    """Forget the letter of that handing over, unless it has left."""
    withdraw(tx, _key(remise.id))


def cannot_be_recalled(work: Work, relais: Relais, remise: RelaisActe | None = None) -> str:
    """Why taking back is not all: its letter has left; « » when there is none, or it still waits.

    remise: one handing over, by default the last.
    """
    last = remise or rows.remise(work.tx, relais.id)
    written = last is not None and last.acte in rows.REMISES
    if last is None or not written or address_of(work.programme, relais.partenaire) is None:
        return ""
    if waits(work.tx, _key(last.id)):
        return ""
    return render_line(LEFT, qui=partner_label(work.programme, relais.partenaire))


def tell_answer(work: Work, relais: Relais, acte: ActeRelais, qui: str) -> None:
    """Tell both mediators what the partner `qui` (a label) says of the person."""
    rdv = date_longue(relais.rdv_le) if relais.rdv_le else ""
    values = {"code": code(relais), "qui": qui, "le": relais.verifier_le, "rdv": rdv}
    _tell(work, relais, ANSWERED[acte], **values)


def tell_corrected(work: Work, relais: Relais, qui: str) -> None:
    """Tell both mediators that the partner takes its answer back."""
    said = etat(work.programme, relais)
    _tell(work, relais, CORRECTED, code=code(relais), qui=qui, etat=said)


def who_knows(tx: Tx, relais: Relais) -> str:
    """Who reads what the partner answers, as a sentence of its page ends."""
    return "le binôme" if people.binome_members(tx, relais.binome_id) else "la coordination"


def _tell(work: Work, relais: Relais, sentence: str, **values: Any) -> None:
    """Both mediators, or the coordination when nobody is left in their binôme."""
    last = rows.actes(work.tx, relais.id)[-1]
    key = f"relais:{last.id}:reponse"
    members = people.binome_members(work.tx, relais.binome_id)
    prompt_each(work, members, key, {"text": render_text(sentence, **values), "protect": True})
    if not members:
        name = reference(relais)
        subject = render_line(ORPHAN, r=name)
        text = " ".join(
            (render_line(TAG.sub("", sentence), **values), render_line(NOBODY, r=name))
        )
        coordination.tell(work, key=key, subject=subject, text=text, sign="🔁")


def address_of(programme: Programme, partenaire: str | None) -> str | None:
    """The mailbox of a partner that is still in the annuaire."""
    found = (one for one in programme.config.annuaire if one.slug == partenaire and one.actif)
    return next((one.email for one in found), None)


def _key(remise_id: int) -> str:
    return f"relais:{remise_id}:courriel"
