"""Partners who read the letter of a relais, and answer on its page (PAR-2)."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from random import Random
from typing import Final

from bot.feature.page import PageVisit
from bot.simulation.monde import Monde
from bot.simulation.saisons import hasard, jour_de, parmi
from bot.simulation.services import au_bureau
from bot.web.pages.relais import page
from storage.machine.outbox import read_sujet
from storage.models import RELAIS

REPONDENT: Final = 0.35
"""Letters that a partner answers; the others are left unread, or nobody came."""
REPONSES: Final = {page.CAME: 60.0, page.MEETS: 22.0, page.ABSENT: 18.0}


class Partenaires:
    """Whoever has an address in the annuaire."""

    def __init__(self, monde: Monde) -> None:
        self._monde = monde
        monde.par_courriel = self.receive

    def receive(self, subject: str) -> None:
        """A letter arrived."""
        named = read_sujet(subject)
        if named is None or named[0] != RELAIS.genre:
            return
        chance = hasard(self._monde.seed, "relais", named[1])
        if chance.random() < REPONDENT:
            moment = self._monde.now + timedelta(days=chance.uniform(2, 12))
            answers = partial(self._answers, named[1], chance)
            self._monde.echeancier.foresee(au_bureau(moment), answers)

    def _answers(self, remise: int, chance: Random) -> None:
        """The form of the page that the letter's link opens."""
        meets = jour_de(self._monde.now) + timedelta(days=chance.randint(2, 20))
        form = {"reponse": parmi(REPONSES, chance), "rdv": meets.isoformat()}
        work = self._monde.scene.work()
        programmes = {work.programme.id: work.programme}
        page.answer(PageVisit(work.tx, programmes, work.now, remise, "", form))
        self._monde.scene.done()
