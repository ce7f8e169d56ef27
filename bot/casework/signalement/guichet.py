"""A case left at a service's counter: its number there, and what becomes of it there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from bot.casework import coordination
from bot.casework.libelles import label, par_service
from bot.casework.signalement import actes, histoire
from bot.casework.signalement import consequences as suites
from bot.casework.signalement.contenu import EnMain
from bot.casework.signalement.deed import DeedSignalement
from bot.domain.vies.signalement import ActeSignalement, StatutSignalement
from bot.domain.vies.vie import Acteur, TransitionRefusee
from bot.log import logger
from bot.rendering import render_line
from storage import guichets, signalements
from storage.machine.db import Tx
from storage.machine.outbox import Lane, Message, numbered, post, read_sujet
from storage.models import ALERTE, Alerte
from storage.programme import Programme
from storage.signalements import BUTER, INSCRIRE
from storage.work import Work

log = logger(__name__)

SILENT: Final = timedelta(days=1)
"""How long a counter may be out of order before somebody hears of it."""
CLOSED, OPENED = "closed", "open"
TOLD: Final = {
    "doubles": "{{ v }} : le guichet de {{ s }} le tient sous plusieurs numéros ({{ mot }}). "
    "Dites-leur de n'en garder qu'un.",
    "deja": "{{ v }} : le guichet de {{ s }} lui donne le numéro {{ mot }}, déjà celui d'un autre "
    "signalement. Demandez-leur lequel ils suivent.",
    "illisible": "{{ v }} : le guichet de {{ s }} répond, mais pas ce qu'attend la norme. Ce "
    "signalement n'y est plus suivi d'ici : demandez-leur où il en est.",
    "panne": "{{ v }} : le guichet de {{ s }} ne répond plus depuis un jour ({{ mot }}).",
    "rouvert": "{{ v }} : le guichet de {{ s }} l'a rouvert.",
}


def ask(work: Work, alerte: Alerte) -> None:
    """Queue the question, of its token as long as it has no number."""
    alerte.demandee_le = work.now
    service = work.programme.config.service(alerte.service)
    name, value = (
        ("numero", alerte.numero_externe)
        if alerte.numero_externe
        else (
            "jeton",
            alerte.jeton,
        )
    )
    where = service.open311.jurisdiction if service.open311 else None
    asked = {name: value, "jurisdiction": where or ""}
    key = numbered(f"alerte:{alerte.id}:suivi:{work.now.isoformat()}")
    message = Message(
        key, Lane.PROMPT, alerte.destination, {"suivre": asked}, ALERTE.of(alerte.id)
    )
    post(work.tx, work.now, message)


def heard(
    programmes: Mapping[int, Programme],
    tx: Tx,
    now: datetime,
    about: str,
    said: Mapping[str, Any],
) -> None:
    """What a counter answered about a copy (« alerte:12 »): written down, and done as it says."""
    genre, alerte_id = read_sujet(about) or ("", 0)
    alerte = signalements.alerte(tx, alerte_id) if genre == ALERTE.genre else None
    if alerte is None:
        return
    signalement = signalements.lock(tx, alerte.signalement_id)
    programme = programmes.get(signalement.dispositif_id)
    if programme is not None:
        _note(EnMain(tx, programme, now, signalement), alerte, said)


def _note(en_main: EnMain, alerte: Alerte, said: Mapping[str, Any]) -> None:
    if "erreur" in said:
        # No card says it: a program that hears of its own error would only answer another.
        _add(en_main, alerte, BUTER, "")
        return
    _alarms(en_main, alerte, said)
    if "panne" in said or "illisible" in said:
        return
    alerte.entendue_le = alerte.demandee_le = en_main.now
    alerte.jeton = said.get("jeton") or alerte.jeton
    if (numero := said.get("numero")) and alerte.numero_externe is None:
        _number(en_main, alerte, numero)
    if alerte.numero_externe is None and alerte.jeton is None:
        # It takes what it is given and says nothing: nothing can be asked of it.
        alerte.demandee_le = None
    _state(en_main, alerte, said.get("etat", ""))


def _alarms(en_main: EnMain, alerte: Alerte, said: Mapping[str, Any]) -> None:
    for word in ("doubles", "illisible"):
        if said.get(word):
            _tell(en_main, alerte, word, str(said[word]))
    since = alerte.entendue_le or alerte.envoyee_le or alerte.creee_le
    if "panne" in said and en_main.now - since > SILENT:
        _tell(en_main, alerte, "panne", said["panne"])
    if "illisible" in said:
        alerte.demandee_le = None


def _number(en_main: EnMain, alerte: Alerte, numero: str) -> None:
    if guichets.is_known(en_main.tx, alerte, numero):
        _tell(en_main, alerte, "deja", numero)
    alerte.numero_externe = numero
    _add(en_main, alerte, INSCRIRE, f"sous le numéro {numero}")
    suites.redraw(en_main)


def _add(en_main: EnMain, alerte: Alerte, acte: str, motif: str) -> None:
    """One line more of its history, which leaves it where it stands."""
    statut = StatutSignalement(en_main.signalement.statut)
    histoire.append(en_main, acte, statut, par_service(alerte), motif, vers=statut)


def _state(en_main: EnMain, alerte: Alerte, etat: str) -> None:
    """Only a change says something: what we saw still there stays closed over there."""
    before, alerte.etat_externe = alerte.etat_externe, etat or alerte.etat_externe
    if etat == CLOSED != before:
        source = f"alerte:{alerte.id}:guichet:{en_main.now.isoformat()}"
        deed = DeedSignalement(
            ActeSignalement.ANNONCER_TRAITE, par_service(alerte), Acteur.SERVICE, source
        )
        try:
            actes.act(en_main, en_main.signalement.id, deed)
        except TransitionRefusee as refusal:
            log.info("closed elsewhere already", alerte=alerte.id, why=str(refusal))
    if etat == OPENED and before == CLOSED:
        _tell(en_main, alerte, "rouvert", "")


def _tell(en_main: EnMain, alerte: Alerte, word: str, mot: str) -> None:
    service = label(en_main.programme.config.service, alerte.service)
    coordination.tell(
        en_main,
        key=f"alerte:{alerte.id}:guichet:{word}:{mot}:{alerte.etat_externe}",
        subject=f"[{en_main.reference}] Au guichet de {service}",
        text=render_line(TOLD[word], v=en_main.reference, s=service, mot=mot),
    )
