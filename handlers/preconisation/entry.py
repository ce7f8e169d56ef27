"""A préconisation in « Ma journée »: taken back only while nobody answered."""

from __future__ import annotations

from bot.casework.preconisation import actes as casework
from bot.casework.preconisation.actes import reference, statut_label
from bot.engine.conditions import Answers
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.feature.entries import DELETE, LigneDuJour
from storage.models import Preconisation

ANSWERED = "La coordination y a déjà répondu : cette préconisation ne peut plus être retirée."


def says(context: Context, row: Preconisation) -> str:
    """« P-0003 Aménagement, proposée »."""
    kind = context.programme.config.element("types_preconisation", row.type).label
    return f"{reference(row)} {kind}, {statut_label(context.programme, row)}"


def gestes(_row: Preconisation) -> tuple[Option, ...]:
    return (DELETE,)


def change(context: Context, row: Preconisation, _geste: str, answers: Answers) -> str:
    """It follows its presence to its true site."""
    casework.move_to(row, context.programme.sites[answers["site"]])
    return ""


def delete(context: Context, row: Preconisation) -> str:
    return "" if casework.withdraw(context.tx, row, context.now) else ANSWERED


LIGNE = LigneDuJour(says=says, gestes=gestes, change=change, delete=delete)
