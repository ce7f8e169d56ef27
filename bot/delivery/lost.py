"""What the coordination is told when a message did not reach whom it was for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from bot.domain.references import Lettre, Reference
from bot.words import jour
from storage.machine.claims import Claimed
from storage.machine.db import Tx
from storage.models import Alerte, Digest, DigestEnvoi, LienActeur, Personne, Service, Signalement

CHANNELS = {"telegram": "Telegram", "email": "courriel"}
ALERT_LOST = "{alerte} n'a pas pu être envoyé ({reason}). Prévenez ce service vous-même."
ALERT_LATE = (
    "{alerte} n'est pas encore parti ({reason}). Les essais continuent pendant 24 heures : "
    "si cela presse, prévenez ce service vous-même."
)
DIGEST_LOST = "{digest} n'a pas pu être envoyé à {adresse} ({reason})."
DIGEST_UNSURE = (
    "{digest} est peut-être arrivé chez {adresse}, peut-être pas ({reason}). "
    "Il n'est pas renvoyé, pour ne pas arriver deux fois : demandez au destinataire."
)
GRID_LOST = "La grille de présence n'a pas pu être envoyée à {adresse} ({reason})."
GRID_UNSURE = (
    "La grille de présence est peut-être arrivée chez {adresse}, peut-être pas ({reason}). "
    "Elle n'est pas renvoyée d'elle-même."
)
OTHER_LOST = "Un message par {canal} pour {adresse} n'a pas pu être envoyé ({reason})."
PERSON_LOST = (
    "{prenom} ne reçoit plus les messages du bot : le bot est bloqué sur son téléphone, "
    "ou son compte est fermé."
)


@dataclass(frozen=True, slots=True)
class Lost:
    """A mail's worth of bad news (plain French): `objet` and `texte`; `key` says it once.

    `dispositif_id` is None when nothing tells which programme it is about.
    """

    key: str
    dispositif_id: int | None
    objet: str
    texte: str


class _Alerte(NamedTuple):
    dispositif_id: int
    numero: int
    service: str
    envoyee_le: datetime | None


class _Digest(NamedTuple):
    dispositif_id: int
    comite: str
    lundi: date


def lost_message(tx: Tx, row: Claimed, reason: str, *, unsure: bool = False) -> Lost:
    """`row` is given up; `unsure` when it may have arrived all the same."""
    key = f"outbox:{row.id}:perdu"
    about, _, number = row.subject.partition(":")
    if about == "alerte" and (alerte := _alerte(tx, int(number))):
        return _of_alerte(key, alerte, row, "n'est pas partie", ALERT_LOST, reason)
    if about == "digest_envoi" and (digest := _digest(tx, int(number))):
        name = f"Le point hebdo « {digest.comite} » du {jour(digest.lundi)}"
        sentence = DIGEST_UNSURE if unsure else DIGEST_LOST
        text = sentence.format(digest=name, adresse=row.address, reason=reason)
        return Lost(key, digest.dispositif_id, "Un point hebdo n'est pas parti", text)
    if about == "acteur" and (lien := tx.get(LienActeur, int(number))):
        sentence = GRID_UNSURE if unsure else GRID_LOST
        text = sentence.format(adresse=row.address, reason=reason)
        return Lost(key, lien.dispositif_id, "La grille de présence n'est pas partie", text)
    canal = CHANNELS.get(row.channel, row.channel)
    text = OTHER_LOST.format(canal=canal, adresse=row.address, reason=reason)
    return Lost(key, None, "Un message n'est pas parti", text)


def late_alert(tx: Tx, row: Claimed, reason: str) -> Lost | None:
    """`row` is an alert that still has not left; None when it is about no alerte."""
    about, _, number = row.subject.partition(":")
    alerte = _alerte(tx, int(number)) if about == "alerte" else None
    if alerte is None or alerte.envoyee_le:
        return None
    return _of_alerte(f"outbox:{row.id}:retard", alerte, row, "tarde à partir", ALERT_LATE, reason)


def lost_person(person: Personne) -> Lost:
    """Nobody reaches `person` on Telegram any more."""
    injoignable = person.injoignable_le
    return Lost(
        key=f"personne:{person.id}:injoignable:{injoignable:%Y%m%d%H%M%S}",
        dispositif_id=person.dispositif_id,
        objet="Une personne de l'équipe n'est plus joignable",
        texte=PERSON_LOST.format(prenom=person.prenom),
    )


def _of_alerte(
    key: str, alerte: _Alerte, row: Claimed, what: str, sentence: str, reason: str
) -> Lost:
    reference = Reference(Lettre.SIGNALEMENT, alerte.numero)
    canal = CHANNELS.get(row.channel, row.channel)
    name = f"{reference}, pour {alerte.service} par {canal},"
    return Lost(
        key=key,
        dispositif_id=alerte.dispositif_id,
        objet=f"[{reference}] L'alerte {what}",
        texte=sentence.format(alerte=name, reason=reason),
    )


def _alerte(tx: Tx, alerte_id: int) -> _Alerte | None:
    found = (
        select(Signalement.dispositif_id, Signalement.numero, Service.label, Alerte.envoyee_le)
        .select_from(Alerte)
        .join(Signalement, Signalement.id == Alerte.signalement_id)
        .join(
            Service,
            (Service.dispositif_id == Signalement.dispositif_id)
            & (Service.slug == Alerte.service),
        )
        .where(Alerte.id == alerte_id)
    )
    row = tx.execute(found).first()
    return _Alerte(*row) if row else None


def _digest(tx: Tx, envoi_id: int) -> _Digest | None:
    found = (
        select(Digest.dispositif_id, Digest.comite, Digest.lundi)
        .join(DigestEnvoi, DigestEnvoi.digest_id == Digest.id)
        .where(DigestEnvoi.id == envoi_id)
    )
    row = tx.execute(found).first()
    return _Digest(*row) if row else None
