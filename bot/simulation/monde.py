"""A town whose clock runs: what is foreseen is done, what the bot writes is read and answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from bot.buttons import Pressed, read
from bot.chat.callbacks import TalkButton, decode
from bot.delivery.channels import forme_of
from bot.delivery.contract import Forme
from bot.domain.semaine import JOURS
from bot.simulation.echeancier import Echeancier, Fait
from bot.simulation.saisons import Ciel, Climat, a_l_heure, ciel
from bot.simulation.scene import Arrivee, Scene
from bot.simulation.telephone import Telephone
from storage.programme import Programme

RONDES: Final = (time(3), time(8), time(9, 30), time(17), time(21, 45))
"""When the bot's clock rings every day: what leaves the base, the letters of the morning, relais
to check, the week summed up, a day that nobody noted."""
AUTOUR: Final = (0, 15, 45, 135)
"""Minutes after which it rings too: from the start of a slot the first, from its end the others.
It is there to propose a start, to ask about the day, then after those whose end was forgotten."""


@dataclass(frozen=True, slots=True)
class Recu:
    """A message with buttons on an object, in somebody's hands."""

    number: int
    boutons: Mapping[str, Pressed]
    """By their data, in the order of the screen."""
    subject: str = ""

    def of(self, argument: str) -> str | None:
        """The data of the button that carries that word, if it is there."""
        return next((data for data, one in self.boutons.items() if one.argument == argument), None)


Reaction = Callable[[Telephone, Recu], None]
AuGroupe = Callable[[int, Recu], None]
ParCourriel = Callable[[str], None]


class Monde:
    """Everything that the people of a simulation share."""

    def __init__(self, scene: Scene, seed: int, first: date) -> None:
        self.scene = scene
        self.seed = seed
        self.first = first
        self.echeancier = Echeancier()
        self.telephones: dict[int, Telephone] = {}
        self.reactions: dict[str, Reaction] = {}
        """By the code of the buttons that a message holds."""
        self.au_groupe: AuGroupe | None = None
        self.par_courriel: ParCourriel | None = None
        self._climats: dict[str, Climat] = {}
        self._ciel = lru_cache(maxsize=40)(self._look_up)

    @property
    def programme(self) -> Programme:
        return self.scene.programme

    @property
    def now(self) -> datetime:
        return self.scene.clock.now()

    def ciel(self, jour: date) -> Ciel:
        return self._ciel(jour)

    def climat(self, site: str) -> Climat:
        return self._climats.setdefault(site, Climat(self.seed, site, self.first))

    def arrives(self, telephone: Telephone) -> Telephone:
        """Somebody is there from now on."""
        return self.telephones.setdefault(telephone.account, telephone)

    def in_minutes(self, minutes: float, fait: Fait) -> None:
        self.echeancier.foresee(self.now + timedelta(minutes=minutes), fait)

    def lives(self, jour: date) -> None:
        """That day, from midnight to midnight in Paris."""
        for moment in sorted(self._rings(jour)):
            self.echeancier.foresee(moment, self.scene.rings)
        limit = a_l_heure(jour + timedelta(days=1), time(0))
        while due := self.echeancier.next_before(limit):
            moment, fait = due
            self.scene.clock.set(max(moment, self.now))
            fait()
            self.reads()

    def _rings(self, jour: date) -> set[datetime]:
        """A bot rings each minute; most of them find nothing that is due."""
        starts, *ends = AUTOUR
        moments = {a_l_heure(jour, ronde) for ronde in RONDES}
        for slot in self.programme.config.creneaux:
            if JOURS[jour.weekday()] == slot.jour:
                moments.add(a_l_heure(jour, slot.de, starts))
                moments |= {a_l_heure(jour, slot.a, minutes) for minutes in ends}
        return moments

    def reads(self) -> None:
        """Everybody looks at what came, as long as something does: one after the other."""
        while arrived := self.scene.arrived():
            for arrivee in sorted(arrived, key=_order):
                self._reads(arrivee)

    def _reads(self, arrivee: Arrivee) -> None:
        if forme_of(arrivee.channel) is Forme.COURRIER:
            if self.par_courriel is not None:
                self.par_courriel(arrivee.subject)
            return
        if forme_of(arrivee.channel) is not Forme.FIL:
            return
        account = int(arrivee.address)
        recu = _recu(arrivee)
        telephone = self.telephones.get(account)
        if telephone is None:
            if self.au_groupe is not None and recu.boutons:
                self.au_groupe(account, recu)
            return
        for code in dict.fromkeys(one.code for one in recu.boutons.values()):
            if code in self.reactions:
                self.reactions[code](telephone, recu)

    def _look_up(self, jour: date) -> Ciel:
        return ciel(self.seed, jour, self.programme.calendrier)


def _order(arrivee: Arrivee) -> tuple[str, list[str]]:
    """One telephone after the other, whatever left first."""
    codes = [one.code for one in _recu(arrivee).boutons.values()]
    return arrivee.address, codes


def _recu(arrivee: Arrivee) -> Recu:
    keys = [key[1] for row in arrivee.content.get("keyboard", ()) for key in row]
    # A card that still asks something is answered first: what stands beside it can wait.
    asks = any(isinstance(decode(data), TalkButton) for data in keys)
    pressed = {} if asks else {data: one for data in keys if (one := read(data))}
    return Recu(arrivee.number, pressed, arrivee.subject)
