"""The reminders of a signalement let rest by the coordination: why, until when, by whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from bot.casework.signalement import consequences as suites
from bot.casework.signalement import histoire, relances
from bot.casework.signalement.contenu import EnMain
from bot.clock import PARIS, paris
from bot.domain.delais import LOT
from bot.domain.relances import presse
from bot.domain.vies.signalement import OPEN, StatutSignalement
from bot.words import jour
from storage import pauses, signalements
from storage.work import Work

RAISONS: Final = {
    "piece": "pièce commandée",
    "travaux": "travaux programmés",
    "telephone": "réponse reçue au téléphone",
    "meteo": "météo, saison",
    "verifier": "on vérifie sur place",
}
"""Why, by the word that its history keeps."""
JOURS: Final = (1, 3, 7, 14, 30)
"""For how many days: they go on by themselves at the end."""


class SourdineRefusee(Exception):
    """Why they may not rest, in French."""


def end_of(now: datetime, jours: int) -> datetime:
    """08:00 in Paris, that many days later."""
    day = paris(now).date() + timedelta(days=jours)
    return datetime.combine(day, LOT, PARIS)


def suspend(work: Work, signalement_id: int, raison: str, jours: int, par: str) -> EnMain:
    """Nobody is reminded of it until then; the delay that was left is left again.

    Raises SourdineRefusee for what is closed, and for a danger that nobody answered.
    """
    en_main = EnMain.of(work, signalements.lock(work.tx, signalement_id))
    statut = StatutSignalement(en_main.signalement.statut)
    if statut not in OPEN:
        raise SourdineRefusee(f"{en_main.reference} est clos : plus aucun rappel n'en part.")
    if presse(statut, en_main.signalement.danger):
        raise SourdineRefusee(f"{en_main.reference} est un danger sans réponse : téléphonez.")
    fin = end_of(work.now, jours)
    motif = f"jusqu'au {jour(fin)}, {RAISONS[raison]}"
    _note(en_main, signalements.SUSPENDRE, par, motif, raison=raison, jusqu_au=fin)
    return en_main


def resume(work: Work, signalement_id: int, par: str) -> EnMain:
    """They go on now. Raises SourdineRefusee when they do not rest."""
    en_main = EnMain.of(work, signalements.lock(work.tx, signalement_id))
    if signalement_id not in pauses.resting(work.tx, work.programme.id, work.now):
        raise SourdineRefusee(f"Les rappels de {en_main.reference} ne sont pas suspendus.")
    _note(en_main, signalements.REPRENDRE, par, "")
    return en_main


def _note(
    en_main: EnMain,
    acte: str,
    par: str,
    motif: str,
    *,
    raison: str | None = None,
    jusqu_au: datetime | None = None,
) -> None:
    statut = StatutSignalement(en_main.signalement.statut)
    said: dict[str, Any] = {"raison": raison, "jusqu_au": jusqu_au}
    histoire.append(en_main, acte, statut, par, motif, vers=statut, **said)
    relances.put_off(en_main)
    suites.redraw(en_main)
