"""Partners who read the letter of a relais, and say on its page that the person came (PAR-2)."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Final

from bot.feature.page import PageVisit
from bot.simulation.monde import Monde
from bot.simulation.saisons import hasard
from bot.simulation.services import au_bureau
from bot.web.pages.relais import page
from storage.machine.outbox import read_sujet
from storage.models import RELAIS

VENUES: Final = 0.25
"""Letters after which the partner says so; the others are left unread, or nobody came."""


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
        if chance.random() < VENUES:
            moment = self._monde.now + timedelta(days=chance.uniform(2, 12))
            self._monde.echeancier.foresee(au_bureau(moment), partial(self._came, named[1]))

    def _came(self, remise: int) -> None:
        """The form of the page that the letter's link opens."""
        work = self._monde.scene.work()
        programmes = {work.programme.id: work.programme}
        page.confirm(PageVisit(work.tx, programmes, work.now, remise, "", {}))
        self._monde.scene.done()
