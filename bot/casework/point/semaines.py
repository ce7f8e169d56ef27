"""Which weeks and months have a point: none before the team, none outside the convention."""

from __future__ import annotations

from bot.domain.mois import frequence
from bot.domain.semaine import Semaine
from storage import figures
from storage.machine.db import Tx
from storage.programme import Programme


def first(tx: Tx, programme: Programme, sorte: type[Semaine] = Semaine) -> Semaine | None:
    """The one, week or month, in which somebody joined the team; None as long as nobody did."""
    opened = figures.opening(tx, programme.id)
    return sorte.of(opened) if opened else None


def in_convention(programme: Programme, semaine: Semaine) -> bool:
    convention = programme.config.convention
    return convention.debut <= semaine.dimanche and semaine.lundi <= convention.fin


def counts(tx: Tx, programme: Programme, semaine: Semaine) -> bool:
    """Whether somebody reads that week, or that month."""
    oldest = first(tx, programme, type(semaine))
    here = oldest is not None and oldest <= semaine and in_convention(programme, semaine)
    return here and bool(programme.config.lecteurs(frequence(semaine)))
