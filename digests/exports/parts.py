"""The key of distribution: what each commanditaire brings, as the file says it (A14-A16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.interventions import DAY
from bot.domain.partage import montant
from storage.dispositif import Dispositif, actifs

ANNEE: Final = 365


@dataclass(frozen=True, slots=True)
class PartAnnuelle:
    """Of one commanditaire, a year; None is what the convention does not say."""

    slug: str
    label: str
    pct: float | None
    plafond: int | None
    euros: int | None
    coordonnateur: bool


def cout_annuel(config: Dispositif) -> int | None:
    """The objective of cost that the file says, else the sum of what each one brings."""
    mine = actifs(config.commanditaires)
    said = [one.cout_objectif_eur for one in mine if one.cout_objectif_eur is not None]
    brought = [one.part_eur for one in mine if one.part_eur is not None]
    return max(said) if said else sum(brought) or None


def parts(config: Dispositif) -> tuple[PartAnnuelle, ...]:
    """In the order of the file."""
    cout = cout_annuel(config)
    return tuple(
        PartAnnuelle(
            one.slug,
            one.label,
            one.part_pct,
            one.plafond_eur,
            montant(one.part_eur, one.part_pct, one.plafond_eur, cout),
            one.coordonnateur,
        )
        for one in actifs(config.commanditaires)
    )


def reste(config: Dispositif) -> int | None:
    """What the file gives to nobody, of a cost that it says."""
    cout = cout_annuel(config)
    if cout is None:
        return None
    return cout - sum(one.euros or 0 for one in parts(config))


def budget(config: Dispositif, debut: date, apres: date) -> int | None:
    """What the budgets of the file give to these days (`apres` excluded), each in proportion."""
    found = [
        one.montant_eur * days / ((one.fin - one.debut).days + 1)
        for one in config.convention.budgets
        if (days := (min(apres, one.fin + DAY) - max(debut, one.debut)).days) > 0
    ]
    return round(sum(found)) if found else None


def cout_par_heure(annuel: int, jours: int, minutes: int) -> int | None:
    """Euros for one hour of presence over so many days of the year; None of no presence (A06)."""
    return round(annuel * jours / ANNEE * 60 / minutes) if minutes else None


def cout_de_trois_mois(annuel: int) -> int:
    """What another period of an intervention costs, the whole team counted (000 l.120; ELU-2)."""
    return round(annuel / 4)
