"""A stretch of a text that names somebody, what it is, and what the dispositif's file knows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Nature(StrEnum):
    """What a stretch tells of somebody (RGPD art. 4, 9 and 10; M09, M11, M12)."""

    TELEPHONE = "telephone"
    COURRIEL = "courriel"
    PSEUDO = "pseudo"
    PLAQUE = "plaque"
    NIR = "nir"
    IBAN = "iban"
    NAISSANCE = "naissance"
    MINEUR = "mineur"
    PERSONNE = "personne"
    ADRESSE = "adresse"
    SANTE = "sante"
    RELIGION = "religion"
    ORIGINE = "origine"
    OPINION = "opinion"
    VIE_SEXUELLE = "vie-sexuelle"
    INFRACTION = "infraction"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `debut` (included) to `fin` (excluded) of the text that was read."""

    debut: int
    fin: int
    nature: Nature


@dataclass(frozen=True, slots=True)
class Reperes:
    """What the dispositif's file names, in its own words: none of it names a person.

    lieux: sites, quartiers, landmarks, streets. organismes: services, partners, backers.
    prenoms_equipe: first names of the team, which mediators may say of one another.
    """

    lieux: frozenset[str] = frozenset()
    organismes: frozenset[str] = frozenset()
    prenoms_equipe: frozenset[str] = frozenset()


SANS_REPERES: Final = Reperes()
