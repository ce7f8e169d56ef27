"""What a binôme notes during a presence, each through its own flow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import time
from functools import partial
from itertools import pairwise
from typing import Final

from bot.clock import paris
from bot.simulation import phrases, poids
from bot.simulation.echeancier import Fait
from bot.simulation.equipe import Equipe
from bot.simulation.poids import Poids
from bot.simulation.reponses import Preference
from bot.simulation.saisons import Ciel, combien, frequentation, parmi, selon

SOIR: Final = time(18)
LOTS: Final = 3
"""Counts typed in one presence: people are counted now and then, not one by one."""


class Rue:
    """One presence: the place, the sky, and who is there."""

    def __init__(self, equipe: Equipe, site: str, ciel: Ciel, heures: float) -> None:
        self._equipe = equipe
        self._chance = equipe.chance
        self._ciel = ciel
        self._heures = heures
        self._climat = equipe.monde.climat(site)

    def deeds(self) -> Iterator[Fait]:
        """Everything that will be noted, in no order; one deed is one flow."""
        chance, tense = self._chance, self._climat.tendue(self._ciel.jour)
        met = combien(poids.RENCONTRES_PAR_HEURE * self._heures * self._ciel.foule, chance)
        yield from (partial(self._rencontres, share) for share in self._shares(met))
        crowd = min(1.6, self._ciel.foule) * self._heures / 3.5
        conflits = poids.CONFLITS_TENDUS if tense else poids.CONFLITS
        often = {
            self._sollicitation: poids.SOLLICITATIONS * crowd,
            self._observation: poids.OBSERVATIONS,
            self._signalement: poids.SIGNALEMENTS,
            self._conflit: conflits,
            self._differe: poids.DIFFERES * (3 if tense else 1),
            self._action: poids.ACTIONS * (4 if self._ciel.evenement else 1),
            self._preconisation: poids.PRECONISATIONS,
            self._demande: poids.DEMANDES,
            self._difficulte: poids.DIFFICULTES * (4 if tense else 1),
        }
        for deed, mean in often.items():
            yield from [deed] * combien(mean, chance)

    def closing(self) -> dict[str, str]:
        """The ambiance and the fréquentation, as they are told at the end (000 l.161)."""
        config = self._equipe.monde.programme.config
        ambiance = self._climat.ambiance(self._ciel, self._chance)
        crowd = frequentation(self._ciel.foule, self._chance)
        told = {
            "ambiance": [one.slug for one in config.ambiance if one.valeur == ambiance],
            "frequentation": [one.slug for one in config.frequentation if one.valeur == crowd],
        }
        return {key: found[0] for key, found in told.items() if found}

    def _shares(self, met: int) -> list[int]:
        cuts = sorted(self._chance.randint(0, met) for _rank in range(LOTS - 1))
        bounds = [0, *cuts, met]
        return [b - a for a, b in pairwise(bounds) if b > a]

    def _rencontres(self, number: int) -> None:
        """« 8 ados 3 adultes »."""
        evening = paris(self._equipe.monde.now).time() >= SOIR
        shares = poids.PUBLICS_SOIREE if evening else poids.PUBLICS_JOURNEE
        known = {one.slug for one in self._equipe.monde.programme.config.comptes()}
        shares = {slug: share for slug, share in shares.items() if slug in known}
        counts = Counter(parmi(shares, self._chance) for _one in range(number))
        typed = " ".join(f"{n} {slug}" for slug, n in counts.items())
        first = parmi(poids.PREMIERE_FOIS, self._chance) if self._likely(0.4) else None
        self._does("rencontres", compte=typed, verifier="enregistrer", nouveaux=first)

    def _sollicitation(self) -> None:
        """One in ten is handed over, with the person's consent nine times in ten."""
        self._does(
            "sollicitation",
            public=self._by(poids.SOLLICITE_PAR),
            type=self._by(poids.QUOI),
            reponse=self._by(poids.FAIT),
            partenaire=self._any(),
            autre_partenaire=self._any(),
            accord="oui" if self._likely(0.88) else "non",
            domaine=self._any(),
        )

    def _observation(self) -> None:
        """More misuses in a tense week, more uses on a fine day."""
        tense = self._climat.tendue(self._ciel.jour)
        seen = [parmi(poids.POSITIFS, self._chance) for _n in range(1 if tense else 2)]
        bad = combien(1.6 if tense else 0.6, self._chance)
        seen += [parmi(poids.MESUSAGES, self._chance) for _n in range(bad)]
        closing = self.closing()
        self._does("observation", vu=list(dict.fromkeys(seen)), **closing)

    def _signalement(self) -> None:
        """Photo apart: a simulated one would be fetched from nowhere."""
        self._does(
            "signalement",
            groupe=self._first_ones(),
            deja_dit="encore" if self._likely(0.6) else "nouveau",
            sorte=self._any(),
            mot=self._chance.choice(phrases.CHOSE),
            lieu=self._chance.choice(poids.LIEUX) if self._likely(0.7) else self._chance_of_site(),
            envoi="danger" if self._likely(0.03) else "envoyer",
        )

    def _first_ones(self) -> Preference:
        """A file names first what is broken most."""
        return lambda offered: parmi(
            {slug: 1 / (1 + rank / 3) for rank, slug in enumerate(offered)}, self._chance
        )

    def _chance_of_site(self) -> Preference:
        """The site at large, as its own button says it."""
        sites = self._equipe.monde.programme.sites
        return lambda offered: next((one for one in offered if one in sites), offered[0])

    def _conflit(self) -> None:
        self._does(
            "conflit",
            temporalite="reel",
            type=self._by(poids.CONFLIT_DE),
            parties=self._by(poids.PARTIES),
            geste=self._by(poids.GESTE),
            gestes=["desamorcage", "dialogue-engage"],
            issue=self._by(poids.ISSUE),
        )

    def _differe(self) -> None:
        """A dossier to open: its séances come when the bot calls them to mind."""
        self._does(
            "conflit",
            temporalite="differe",
            origine=self._any(),
            type=self._by(poids.CONFLIT_DE),
            consentement=self._by({"oui": 55, "pas_encore": 25, "une_partie": 20}),
            mode=self._any(),
            prochaine=self._any(),
        )

    def _action(self) -> None:
        self._does(
            "action_collective",
            type=self._any(),
            theme=self._any(),
            participants=self._by({"p-1-5": 20, "p-6-10": 35, "p-11-20": 28, "p-21-50": 14}),
            avec=[self._chance.choice(("centre-social", "association-quartier"))],
        )

    def _preconisation(self) -> None:
        self._does(
            "preconisation",
            type=self._any(),
            pour=self._any(),
            autre_service=self._any(),
            texte=self._chance.choice(phrases.PRECONISATION),
            horizon=self._any(),
            joindre="oui",
        )

    def _demande(self) -> None:
        self._does(
            "demande",
            qui=self._any(),
            quoi=self._any(),
            ou=self._any(),
            autre_site=self._any(),
            lieu=self._chance.choice(phrases.LIEU_DE_DEMANDE),
            pressee=self._by({"ud-aujourd-hui": 10, "ud-semaine": 50, "ud-quand-possible": 40}),
            envoi="transmettre",
        )

    def _difficulte(self) -> None:
        told = "oui" if self._likely(0.4) else "non"
        self._does("difficulte", nature=self._any(), prevenir=told)

    def _does(self, flow: str, **reponses: str | list[str] | Preference | None) -> None:
        """While the presence still runs: what comes after is for another day."""
        if self._equipe.running() is not None:
            self._equipe.one().does(flow, reponses)

    def _likely(self, probability: float) -> bool:
        return self._equipe.likely(probability)

    def _by(self, weights: Poids) -> Preference:
        return lambda offered: selon(weights, offered, self._chance)

    def _any(self) -> Preference:
        return self._chance.choice
