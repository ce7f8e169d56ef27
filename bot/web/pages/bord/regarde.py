"""What somebody looks at: a field of their link, days, and one tranche of the day or all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.domain.bord import Intervalle, Recul, Regard
from bot.domain.ventilation import Ventilation
from digests.exports.mots import libelles
from storage.champs import Champ, Portail
from storage.dispositif import Dispositif


@dataclass(frozen=True)
class Regarde:
    """tranche: « » for the whole day; dits: what was told already of people met those days."""

    portail: Portail
    champ: Champ
    recul: Recul
    intervalle: Intervalle
    tranche: str
    dits: Sequence[Ventilation] = ()
    plein: bool = False
    """Whether the carnet is as old as those days."""

    @property
    def config(self) -> Dispositif:
        return self.portail.programme.config

    @property
    def regard(self) -> Regard:
        return self.portail.regard

    @property
    def ensemble(self) -> bool:
        """Whether it is all that the link reaches."""
        return self.champ is self.portail.champs[0]

    @property
    def quartiers(self) -> set[str]:
        """Those of its sites; of a quartier where nobody works, that one all the same."""
        kind, _, slug = self.champ.cle.partition(".")
        if kind == "quartier":
            return {slug}
        if self.ensemble and self.portail.partout:
            return {one.slug for one in self.config.quartiers}
        return {self.config.site(lieu.slug).quartier for lieu in self.champ.lieux}

    @cached_property
    def mots(self) -> Mapping[str, str]:
        """What the file calls each of its slugs."""
        return libelles(self.config)
