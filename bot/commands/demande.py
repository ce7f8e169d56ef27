"""`carnet demande`: direct requests shown, and answered as the coordination does in the bot."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.casework.demande_fiche import reference
from bot.commands import terminal
from bot.commands.clerk import Clerk, one_of
from bot.commands.terminal import Which
from bot.domain.demande import Acte
from handlers.contract import Refused
from handlers.demande import facts as known
from storage import demandes
from storage.dispositif import actifs
from storage.models import Demande

app = terminal.section("Les demandes directes : les lire, y répondre.")


@app.command()
def montrer(dispositif: Which = None) -> None:
    """Montrer les demandes en cours, et ce qui peut être répondu à chacune."""
    with terminal.clerk(dispositif) as clerk:
        context = clerk.context
        rows = demandes.open_ones(context.tx, context.programme.id)
        for row in rows:
            clerk.say(known.card(context, row))
            answers = ", ".join(one.slug for one in known.decisions(context, row))
            clerk.say(f"Réponses possibles : {answers}\n")
        if not rows:
            clerk.say("Aucune demande en cours.")


@app.command()
def repondre(
    numero: Annotated[str, typer.Argument(help="Numéro de la demande : « D-0012 ».")],
    decision: Annotated[
        str, typer.Argument(help="accepter, preciser, ecarter, transmettre ou traiter.")
    ],
    binome: Annotated[
        str | None, typer.Option(help="Slug du binôme qui s'en charge, pour « accepter ».")
    ] = None,
    dispositif: Which = None,
) -> None:
    """Répondre à une demande ; qui l'a faite et le binôme en sont avertis."""
    with terminal.clerk(dispositif) as clerk:
        row, rows = _open(clerk, numero), clerk.context.programme.binomes
        if decision == Acte.ACCEPTER and not binome:
            slugs = (one.slug for one in actifs(clerk.context.programme.config.binomes))
            raise Refused(f"précisez --binome : {', '.join(slugs)}")
        said = {
            "demande": str(row.id),
            "decision": decision,
            "binome": str(one_of(rows, binome, "--binome : binôme")) if binome else None,
        }
        named = {"decision": "DECISION"}
        clerk.say(clerk.play("demandes", said, named))


def _open(clerk: Clerk, numero: str) -> Demande:
    """The open request of that number (« D-0012 », « 12 »). Raises Refused."""
    context = clerk.context
    rows = demandes.open_ones(context.tx, context.programme.id)
    digits = numero.upper().removeprefix("D-")
    for row in rows:
        if digits.isdigit() and row.numero == int(digits):
            return row
    those = ", ".join(reference(row) for row in rows) or "aucune"
    raise Refused(f"aucune demande en cours « {numero} » ; en cours : {those}")
