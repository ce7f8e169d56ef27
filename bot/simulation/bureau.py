"""The coordination at its desk: requests, words to reread, comités, interventions renewed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from functools import partial
from typing import Final

from bot.casework.demande.presentation import DECISION, FOR_BINOME
from bot.casework.livrable import actes, dus, renouvellement
from bot.domain.semaine import JOURS
from bot.domain.vies.demande import ActeDemande
from bot.domain.vies.livrable import ActeLivrable
from bot.simulation import phrases, poids
from bot.simulation.demonstration import BY_HAND
from bot.simulation.monde import Monde, Recu
from bot.simulation.reponses import Reponses
from bot.simulation.saisons import a_l_heure, hasard, jour_de, selon
from bot.simulation.services import au_bureau
from bot.simulation.telephone import Telephone
from handlers.relecture.actions import ECARTER, RELIRE, VALIDER
from storage.dispositif import Comite, Intervention, actifs

MATIN: Final = time(10)
SEMAINES_OPERATIONNEL, SEMAINES_TECHNIQUE = 4, 13
"""Weeks between two meetings: three comités opérationnels between two techniques (000 l.82)."""
PREVENANCE: Final = timedelta(days=14)
REPORTEE: Final = 0.15
RENOUVELLE: Final = timedelta(days=14)
"""Before its end, an intervention is renewed or another one is decided (000 l.120)."""
LENTEUR: Final = 0.25
"""Weeks in which the comité technique does not decide what waits for it."""


class Bureau:
    """One person of the coordination, at the office from Monday to Friday."""

    def __init__(self, monde: Monde, telephone: Telephone) -> None:
        self._monde = monde
        self._telephone = telephone
        self._chance = hasard(monde.seed, "bureau")
        self._meets: dict[date, list[str]] = {}
        self.reactions = {DECISION.code: self._decides, RELIRE.code: self._rereads}

    def begins(self, jour: date) -> None:
        """What is foreseen of that day."""
        foresee = self._monde.echeancier.foresee
        match JOURS[jour.weekday()]:
            case "mar":
                foresee(a_l_heure(jour, MATIN, 5), self._weekly)
            case "jeu":
                foresee(a_l_heure(jour, MATIN, 20), self._plans)
        for comite in self._meets.pop(jour, ()):
            foresee(a_l_heure(jour, time(17)), partial(self._holds, comite))

    def _weekly(self) -> None:
        """Words are reread; a préconisation gets its answer now and then; interventions go on."""
        self._telephone.does("relecture", {"choix": VALIDER})
        if self._chance.random() < 0.5:
            self._answers()
        config = self._monde.programme.config
        if len(actifs(config.binomes)) <= BY_HAND:
            self._goes_on()

    def _answers(self) -> None:
        weights, chance = poids.PRECONISEE, self._chance
        self._telephone.does(
            "preconisation_reponse",
            {
                "laquelle": lambda offered: offered[0],
                "reponse": lambda offered: selon(weights, offered, chance),
                "mot": chance.choice(phrases.MOT_DU_COMITE) if chance.random() < 0.5 else None,
                "motif": chance.choice(phrases.ECARTE),
            },
        )

    def _decides(self, _telephone: Telephone, recu: Recu) -> None:
        """Three in four are answered in time (001 l.36)."""
        offered, chance = {one.argument: data for data, one in recu.boutons.items()}, self._chance
        at_the_ville = ActeDemande.REDEMANDER in offered
        weights = poids.CHEZ_LA_VILLE if at_the_ville else poids.DECISION
        binomes = [word for word in offered if word.startswith(FOR_BINOME)]
        words = [word for word in weights if word in offered]
        if not binomes and not words:
            return
        word = chance.choice(binomes) if binomes else selon(weights, words, chance)
        days = 0 if binomes else chance.expovariate(1 / (12 if at_the_ville else 1.5))
        moment = au_bureau(self._monde.now + timedelta(days=days))
        fait = partial(self._telephone.presses, recu.number, offered[word])
        self._monde.echeancier.foresee(moment, fait)

    def _rereads(self, _telephone: Telephone, recu: Recu) -> None:
        """The next text is under the last one."""
        data = recu.of(VALIDER if self._chance.random() < 0.9 else ECARTER)
        if data is not None:
            self._monde.in_minutes(1, partial(self._telephone.presses, recu.number, data))

    # Comités

    def _plans(self) -> None:
        """Two weeks ahead, those whose turn comes."""
        today = jour_de(self._monde.now)
        week = (today - self._monde.first).days // 7
        for rank, comite in enumerate(self._monde.programme.config.instances):
            if (week + rank) % self._every(comite) == 0:
                self._plan(comite.slug, today + PREVENANCE - timedelta(days=rank % 3))

    def _every(self, comite: Comite) -> int:
        return SEMAINES_OPERATIONNEL if comite.operationnel else SEMAINES_TECHNIQUE

    def _plan(self, comite: str, jour: date) -> None:
        answers = {"geste": "prevoir", "comite": comite, "jour": jour.isoformat()}
        if self._telephone.does("comites", answers):
            self._meets.setdefault(jour, []).append(comite)

    def _holds(self, comite: str) -> None:
        """Held with its decisions, or put off to the week after."""
        later = jour_de(self._monde.now) + timedelta(days=7)
        if self._chance.random() < REPORTEE:
            answers: Reponses = {
                "geste": "reportee",
                "reunion_reportee": _first,
                "report": str(later),
            }
            if self._telephone.does("comites", answers):
                self._meets.setdefault(later, []).append(comite)
            return
        decided = self._chance.choice(phrases.DECISIONS) if self._chance.random() < 0.7 else None
        today = jour_de(self._monde.now).isoformat()
        held: Reponses = {
            "geste": "tenue",
            "reunion_tenue": _first,
            "le": today,
            "decisions": decided,
        }
        self._telephone.does("comites", held)

    # Interventions

    def _goes_on(self) -> None:
        """Renewed once, then another one is decided on the same site."""
        today = jour_de(self._monde.now)
        config = self._monde.programme.config
        latest: dict[str, Intervention] = {}
        for one in config.interventions:
            if one.site not in latest or one.fin > latest[one.site].fin:
                latest[one.site] = one
        for one in latest.values():
            if one.fin <= today + RENOUVELLE and self._chance.random() > LENTEUR:
                self._renews(one, today)

    def _renews(self, intervention: Intervention, today: date) -> None:
        most = self._monde.programme.config.delais.intervention_max_mois
        young = (intervention.fin - intervention.debut).days < 30 * (most - 2)
        yesterday = (today - timedelta(days=1)).isoformat()
        if young and intervention.fin >= today:
            self._validates(intervention)
            renewed: Reponses = {
                "geste": "renouveler",
                "laquelle": intervention.slug,
                "accord_le": today.isoformat(),
                "nouvelle_fin": _first,
                "confirmer": "oui",
            }
            self._telephone.does("interventions", renewed)
            return
        opened = {
            "geste": "ouvrir",
            "site": intervention.site,
            "decision": yesterday,
            "type": intervention.type,
            "objectifs": self._chance.choice(phrases.OBJECTIFS),
            "accord": "ouvrir",
        }
        self._telephone.does("interventions", opened)

    def _validates(self, intervention: Intervention) -> None:
        """The bilan of the period, as `carnet avancer` takes it to its end (B17)."""
        scene = self._telephone.scene
        asked = renouvellement.bilan_of(scene.work(), intervention)
        if asked is None or asked.valide_le:
            return
        for acte in (ActeLivrable.RELIRE, ActeLivrable.PRESENTER, ActeLivrable.VALIDER):
            work = scene.work()
            due = dus.find(work, asked.cle)
            if due is not None:
                actes.act(work, due.version or actes.opened(work, due.nom, due.copie.cible), acte)
            scene.done()
            scene.rings()


def _first(offered: Sequence[str]) -> str:
    return offered[0]
