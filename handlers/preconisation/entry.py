"""A préconisation in « Ma journée »: taken back only while nobody answered."""

from __future__ import annotations

from bot.casework.preconisation.actes import reference, statut_label
from bot.domain.vies.preconisation import StatutPreconisation
from bot.engine.script import Option
from bot.feature.context import Context
from bot.feature.entries import DELETE, LigneDuJour, hide
from storage.models import Preconisation

ANSWERED = "La coordination y a déjà répondu : cette préconisation ne peut plus être retirée."


def says(context: Context, row: Preconisation) -> str:
    """« P-0003 Aménagement, proposée »."""
    kind = context.programme.config.element("types_preconisation", row.type).label
    return f"{reference(row)} {kind}, {statut_label(context.programme, row)}"


def gestes(_row: Preconisation) -> tuple[Option, ...]:
    return (DELETE,)


def delete(context: Context, row: Preconisation) -> str:
    return hide(context, row) if row.statut == StatutPreconisation.PROPOSEE else ANSWERED


LIGNE = LigneDuJour(says=says, gestes=gestes, delete=delete)
