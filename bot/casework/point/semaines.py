"""Which weeks have a point hebdo: none before the team, none outside the convention."""

from __future__ import annotations

from bot.domain.semaine import Semaine
from storage import figures
from storage.machine.db import Tx
from storage.programme import Programme


def first_week(tx: Tx, programme: Programme) -> Semaine | None:
    """The week in which somebody joined the team; None as long as nobody did."""
    opened = figures.opening(tx, programme.id)
    return Semaine.of(opened) if opened else None


def in_convention(programme: Programme, semaine: Semaine) -> bool:
    convention = programme.config.convention
    return convention.debut <= semaine.dimanche and semaine.lundi <= convention.fin


def counts(tx: Tx, programme: Programme, semaine: Semaine) -> bool:
    """Whether somebody reads that week."""
    first = first_week(tx, programme)
    here = first is not None and first <= semaine and in_convention(programme, semaine)
    return here and bool(programme.config.lecteurs("hebdo"))
