"""`carnet demande`: direct requests shown, and answered as the coordination does in the bot."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.casework.demande.presentation import reference
from bot.domain.droits import Droit
from bot.domain.vies.demande import ActeDemande
from bot.feature.contract import Declined
from bot.feature.lectures import lu
from bot.terminal import command
from bot.terminal.clerk import numbered, one_of
from bot.terminal.command import Which
from bot.terminal.nomme import Garder
from handlers.demande import facts as known
from storage import demandes
from storage.dispositif import actifs

app = command.section(
    "demande", "Les demandes directes : les lire, y répondre.", Droit.DECIDER_DEMANDE
)


@app.command()
def montrer(dispositif: Which = None) -> None:
    """Montrer les demandes en cours, et ce qui peut être répondu à chacune."""
    with command.clerk(dispositif) as clerk:
        lu(clerk.context, "demandes")
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
        str,
        typer.Argument(help="accepter, preciser, ecarter, transmettre, traiter ou redemander."),
    ],
    binome: Annotated[
        str | None, typer.Option(help="Slug du binôme qui s'en charge, pour « accepter ».")
    ] = None,
    question: Annotated[
        str | None, typer.Option(help="Ce que vous demandez, pour « preciser ».")
    ] = None,
    garder: Garder = None,
    dispositif: Which = None,
) -> None:
    """Répondre à une demande ; qui l'a faite et le binôme en sont avertis."""
    with command.clerk(dispositif, garder) as clerk:
        context, rows = clerk.context, clerk.context.programme.binomes
        found = demandes.open_ones(context.tx, context.programme.id)
        row = numbered(found, numero, reference, "demande en cours")
        if decision == ActeDemande.ACCEPTER and not binome:
            slugs = (one.slug for one in actifs(clerk.context.programme.config.binomes))
            raise Declined(f"précisez --binome : {', '.join(slugs)}")
        said = {
            "demande": str(row.id),
            "decision": decision,
            "binome": str(one_of(rows, binome, "--binome : binôme")) if binome else None,
            "question": question,
        }
        named = {"decision": "DECISION", "question": "--question"}
        clerk.say(clerk.play("demandes", said, named))
