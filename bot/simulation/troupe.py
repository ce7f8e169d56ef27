"""Everybody of a simulated programme: who joins, lives its days under one clock, and may leave."""

from __future__ import annotations

from datetime import date
from functools import partial

from bot.domain.roles import Role
from bot.feature.contract import Context
from bot.simulation import comptes, journee
from bot.simulation.bureau import Bureau
from bot.simulation.demonstration import slug_of
from bot.simulation.equipe import Equipe
from bot.simulation.monde import Monde, Recu
from bot.simulation.partenaires import Partenaires
from bot.simulation.saisons import hasard
from bot.simulation.scene import Scene
from bot.simulation.services import Services
from bot.simulation.suites import HABITUDES, Habitude
from bot.simulation.telephone import Telephone
from bot.terminal.clerk import Clerk, fresh_source
from handlers.equipe.command import dismiss
from storage import people
from storage.dispositif import actifs


class Troupe:
    """Made as the programme opens: nobody has joined yet."""

    def __init__(self, scene: Scene, seed: int, first: date, voix: type[Telephone]) -> None:
        self._scene = scene
        self._voix = voix
        self._monde = Monde(scene, seed, first)
        self._services = Services(self._monde)
        self._partenaires = Partenaires(self._monde)
        self._bureau = Bureau(self._monde, self._somebody(comptes.COORDINATION, "Coordination"))
        self._equipes = [self._equipe(rank) for rank in range(self._binomes())]
        self._by_account = {who.account: one for one in self._equipes for who in one.both}

    def opens(self) -> None:
        """The coordination first: it is told of the others."""
        self._joins(comptes.COORDINATION, Role.COORDINATION, "Coordination", None)
        services = [
            one.slug for one in actifs(self._monde.programme.config.services) if one.joignable
        ]
        self._services.join({slug: self._code(Role.SERVICE, slug, slug) for slug in services})
        for equipe in self._equipes:
            self._joins(equipe.elle.account, Role.MEDIATEUR, "Médiatrice", equipe.slug)
            self._joins(equipe.lui.account, Role.MEDIATEUR, "Médiateur", equipe.slug)
        self._monde.reactions |= self._bureau.reactions
        self._monde.reactions |= {
            kind.code: partial(self._reacts, habitude) for kind, habitude in HABITUDES.items()
        }

    def lives(self, jour: date) -> None:
        self._bureau.begins(jour)
        for equipe in self._equipes:
            journee.begins(equipe, jour)
        self._monde.lives(jour)

    def closes(self) -> None:
        """Groups first, then everybody, the coordination last, as `carnet revoke` does it."""
        self._services.leave()
        work = self._scene.work()
        for person in reversed(people.team(work.tx, work.programme.id)):
            clerk = Clerk(Context.by_clock(self._scene.work(), fresh_source()))
            dismiss(clerk, person)
            self._scene.done()

    def _reacts(self, habitude: Habitude, who: Telephone, recu: Recu) -> None:
        equipe = self._by_account.get(who.account)
        if equipe is not None:
            habitude(equipe, who, recu)

    def _binomes(self) -> int:
        return len(actifs(self._monde.programme.config.binomes))

    def _equipe(self, rank: int) -> Equipe:
        slug = slug_of(self._monde.programme.config, rank)
        elle = self._somebody(comptes.mediateur(rank, second=False), "Médiatrice")
        lui = self._somebody(comptes.mediateur(rank, second=True), "Médiateur")
        return Equipe(self._monde, slug, elle, lui, hasard(self._monde.seed, "equipe", slug))

    def _somebody(self, account: int, prenom: str) -> Telephone:
        return self._monde.arrives(self._voix(self._scene, account, prenom))

    def _joins(self, account: int, role: Role, nom: str, binome: str | None) -> None:
        """By the link of an invitation, and « J'accepte et je commence »."""
        who = self._monde.telephones[account]
        who.says(f"/start {self._code(role, nom, None, binome)}")
        self._monde.reads()
        who.answers("accueil", {"accord": "oui"})
        self._monde.reads()

    def _code(self, role: Role, nom: str, service: str | None, binome: str | None = None) -> str:
        """As `carnet invite` makes one."""
        work = self._scene.work()
        invited = people.invite(
            work.tx,
            work.programme.id,
            role,
            nom,
            work.now,
            binome_id=work.programme.binomes[binome] if binome else None,
            service_id=work.programme.services[service] if service else None,
        )
        self._scene.done()
        return invited.code
