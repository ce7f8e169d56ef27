"""What a mediator does of the messages that the bot sends: each kind of button has its habits."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Final

from bot.buttons import Button
from bot.casework.demande.consequences import DU_BINOME
from bot.casework.mediation.actes import DOSSIER, OUVRIR
from bot.casework.relais.carte import DUS, RELAIS
from bot.casework.securite import OUI, SECURITE
from bot.casework.signalement.consequences import REPARE, TOUJOURS, VERIFICATION
from bot.questions.retours import LISTE, RETOURS
from bot.simulation import journee, phrases, poids
from bot.simulation.equipe import Equipe
from bot.simulation.monde import Recu
from bot.simulation.poids import Poids
from bot.simulation.reponses import Reponses
from bot.simulation.saisons import jour_de, selon
from bot.simulation.telephone import Telephone
from handlers.action_collective.carte import UN_MOT as MOT_ACTION
from handlers.etonnement.clock import SEMAINE
from handlers.grille_site.clock import SITE as GRILLE
from handlers.hors_terrain.demande import ENOUGH, JOUR, NOTHING
from handlers.hors_terrain.facts import DAY
from handlers.mediation.facts import ACCORD
from handlers.observation.carte import UN_MOT as MOT_OBSERVATION
from handlers.presence.kinds import (
    ABSENT,
    CONFIRMER,
    ENCORE,
    MANQUE,
    OK,
    POSTE,
    PRESENCE,
    SLOT,
)

Habitude = Callable[[Equipe, Telephone, Recu], None]
MOT: Final = 0.12
"""How often a word is added under an entry."""
SILENCE_RELAIS: Final = 0.25
"""Questions on a relais that are left for another day."""
SILENCE_HORS_TERRAIN: Final = 0.06
RETOURS_LUS: Final = 0.5
RATTRAPE: Final = 25
"""Minutes out of the street that are not worth a tap."""


def presses(equipe: Equipe, who: Telephone, recu: Recu, data: str | None, minutes: float) -> None:
    """In so many minutes, unless there is no such button."""
    if data is not None:
        equipe.monde.in_minutes(minutes, partial(who.presses, recu.number, data))


def _opens(
    equipe: Equipe, who: Telephone, recu: Recu, data: str, flow: str, reponses: Reponses
) -> None:
    """A button that begins a flow, and its answers."""

    def fait() -> None:
        who.presses(recu.number, data)
        who.answers(flow, reponses)

    equipe.monde.in_minutes(equipe.chance.uniform(1, 20), fait)


def poste(equipe: Equipe, who: Telephone, recu: Recu) -> None:
    """« Vous démarrez ? » is answered when they are there."""
    kept = next((data for data, one in recu.boutons.items() if _is_slot(one.argument)), None)
    if kept:
        equipe.poste[who.account] = recu.number, kept


def _is_slot(argument: str) -> bool:
    return re.fullmatch(SLOT, argument) is not None


def presence(equipe: Equipe, who: Telephone, recu: Recu) -> None:
    """The partner's answer; « toujours sur place ? »; an end that the clock chose."""
    likely, minutes = equipe.likely, equipe.chance.uniform(2, 25)
    if recu.of(ABSENT):
        if likely(journee.ABSENT):
            presses(equipe, who, recu, recu.of(ABSENT), minutes)
        elif likely(0.5):
            presses(equipe, who, recu, recu.of(OK), minutes)
    elif recu.of(ENCORE):
        ended = [data for data, one in recu.boutons.items() if one.argument != ENCORE]
        if who is equipe.elle and likely(0.75):
            presses(equipe, who, recu, ended[0], minutes)
    elif recu.of(CONFIRMER) and who is equipe.elle and likely(0.7):
        presses(equipe, who, recu, recu.of(CONFIRMER), 60 * 12)


def securite(equipe: Equipe, who: Telephone, recu: Recu) -> None:
    """« Vous êtes en sécurité ? »: nearly always answered in time."""
    if equipe.likely(0.9):
        presses(equipe, who, recu, recu.of(OUI), equipe.chance.uniform(1, 10))


def manque(equipe: Equipe, who: Telephone, recu: Recu) -> None:
    """The morning after: one of the two says why."""
    if who is not equipe.elle or equipe.en_conge(jour_de(equipe.monde.now)):
        return
    by_motif = {one.argument.partition(".")[2]: data for data, one in recu.boutons.items()}
    chosen = by_motif[journee.motif(equipe, list(by_motif))]
    presses(equipe, who, recu, chosen, equipe.chance.uniform(5, 90))


def hors_terrain(equipe: Equipe, who: Telephone, recu: Recu) -> None:
    """Presets until the day is about right; its message comes back after each."""
    words = {one.argument.partition(".")[2]: data for data, one in recu.boutons.items()}
    if NOTHING in words:
        if equipe.likely(SILENCE_HORS_TERRAIN):
            return
        equipe.a_noter[who.account] += round(equipe.minutes[_day(recu)] * journee.HORS)
    left = equipe.a_noter[who.account] + RATTRAPE
    usual = {data: int(word.rpartition(".")[2]) for word, data in words.items() if "." in word}
    presets = [data for data, long in usual.items() if long <= left and data not in equipe.touches]
    chosen = equipe.chance.choice(presets) if presets and left > 2 * RATTRAPE else ""
    equipe.a_noter[who.account] -= usual.get(chosen, 0)
    equipe.touches.add(chosen)
    ended = words.get(ENOUGH) or words.get(NOTHING)
    presses(equipe, who, recu, chosen or ended, equipe.chance.uniform(0.1, 20))


def _day(recu: Recu) -> date:
    """The working day that the question is about."""
    argument = next(iter(recu.boutons.values())).argument
    return datetime.strptime(argument[:8], DAY).date()  # noqa: DTZ007 (a day has no zone)


def relais(equipe: Equipe, who: Telephone, recu: Recu) -> None:
    """One of the two answers, now or another day; the next one takes its place."""
    if recu.of(DUS):
        if equipe.likely(0.6):
            presses(equipe, who, recu, recu.of(DUS), equipe.chance.uniform(2, 30))
        return
    weights = poids.RELAIS_A_SEPT_JOURS if recu.of("pris") else poids.RELAIS_A_TRENTE_JOURS
    if who is not equipe.elle and not recu.of(DUS) and equipe.likely(0.7):
        return
    _answers_by_weight(equipe, who, recu, weights, SILENCE_RELAIS)


def verification(equipe: Equipe, who: Telephone, recu: Recu) -> None:
    """Seen at a later presence; one in eight is still there."""
    if who is not equipe.elle or equipe.likely(0.15):
        return
    data = recu.of(REPARE if equipe.likely(0.88) else TOUJOURS)
    presses(equipe, who, recu, data, 60 * 24 * equipe.chance.uniform(0.5, 4))


def retours(equipe: Equipe, who: Telephone, recu: Recu) -> None:
    """The list is opened at half of the starts; each is told in turn."""
    if recu.of(LISTE) is None:
        presses(equipe, who, recu, next(iter(recu.boutons)), equipe.chance.uniform(3, 20))
    elif equipe.likely(RETOURS_LUS):
        presses(equipe, who, recu, recu.of(LISTE), equipe.chance.uniform(1, 20))


def etonnement(equipe: Equipe, who: Telephone, recu: Recu) -> None:
    """One of the two answers, three weeks in five, one question or two."""
    if who is not equipe.lui or equipe.likely(0.4):
        return
    words = equipe.chance.sample(phrases.ETONNEMENT, 2)
    answers = {"reponse_1": words[0], "reponse_2": words[1] if equipe.likely(0.3) else None}
    _opens(equipe, who, recu, next(iter(recu.boutons)), "etonnement", answers)


def grille(equipe: Equipe, who: Telephone, recu: Recu) -> None:
    if who is not equipe.elle:
        return
    answers = {f"note_{rank}": partial(_note, equipe) for rank in range(1, 9)}
    _opens(equipe, who, recu, next(iter(recu.boutons)), "grille_site", answers)


def _note(equipe: Equipe, offered: list[str]) -> str:
    return selon(poids.NOTE_GRILLE, offered, equipe.chance)


def dossier(equipe: Equipe, who: Telephone, recu: Recu) -> None:
    """A mediation called to mind: a séance is held, with one party or both."""
    if who is not equipe.elle or not equipe.likely(0.8):
        return
    opens = recu.of(OUVRIR)
    if opens is None or recu.subject:
        # Under what was just recorded: that can wait for the clock.
        return
    chance = equipe.chance
    answers: Reponses = {
        "geste": lambda offered: selon(poids.GESTE_MEDIATION, offered, chance),
        "consentement": "oui",
        "motif": chance.choice,
        "mode": chance.choice,
        "avec": chance.choice,
        "presents": str(chance.randint(2, 9)),
        "resultat": lambda offered: selon(poids.SEANCE, offered, chance),
        "phrase": chance.choice(phrases.ACCORD),
        "prochaine": chance.choice,
    }
    _opens(equipe, who, recu, opens, "mediation", answers)


def accord(equipe: Equipe, who: Telephone, recu: Recu) -> None:
    if who is equipe.elle:
        _answers_by_weight(equipe, who, recu, poids.ACCORD, 0.2)


def demande(equipe: Equipe, who: Telephone, recu: Recu) -> None:
    """What the coordination entrusted is done in a few days."""
    done, precise = recu.of("fait"), recu.of("preciser")
    if who is not equipe.elle:
        return
    if precise:
        answers = {"precision": equipe.chance.choice(phrases.PRECISION)}
        _opens(equipe, who, recu, precise, "demande_precision", answers)
    else:
        presses(equipe, who, recu, done, 60 * 24 * equipe.chance.uniform(1, 9))


def mot_observation(equipe: Equipe, who: Telephone, recu: Recu) -> None:
    _adds_a_word(equipe, who, recu, "observation_mot", phrases.OBSERVATION)


def mot_action(equipe: Equipe, who: Telephone, recu: Recu) -> None:
    _adds_a_word(equipe, who, recu, "action_collective_mot", phrases.ACTION)


def _adds_a_word(
    equipe: Equipe, who: Telephone, recu: Recu, flow: str, words: tuple[str, ...]
) -> None:
    if equipe.likely(MOT):
        answers = {"mot": equipe.chance.choice(words)}
        _opens(equipe, who, recu, next(iter(recu.boutons)), flow, answers)


def _answers_by_weight(
    equipe: Equipe, who: Telephone, recu: Recu, weights: Poids, silence: float
) -> None:
    """One of the buttons that a weight names; nothing now and then."""
    known = {word: share for word, share in weights.items() if recu.of(word)}
    if known and not equipe.likely(silence):
        word = selon(known, list(known), equipe.chance)
        presses(equipe, who, recu, recu.of(word), equipe.chance.uniform(1, 240))


HABITUDES: Final[dict[Button, Habitude]] = {
    POSTE: poste,
    PRESENCE: presence,
    SECURITE: securite,
    MANQUE: manque,
    JOUR: hors_terrain,
    RELAIS: relais,
    VERIFICATION: verification,
    RETOURS: retours,
    SEMAINE: etonnement,
    GRILLE: grille,
    DOSSIER: dossier,
    ACCORD: accord,
    DU_BINOME: demande,
    MOT_OBSERVATION: mot_observation,
    MOT_ACTION: mot_action,
}
"""What each kind of button means to a mediator; the others are left where they are."""
