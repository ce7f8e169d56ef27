"""`carnet preconisation`: what the binômes propose, and what is answered to them."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.casework.preconisation.actes import reference
from bot.domain.droits import Droit
from bot.domain.vies.preconisation import OPEN, ActePreconisation
from bot.feature.lectures import lu
from bot.terminal import command
from bot.terminal.clerk import Clerk, numbered
from bot.terminal.command import Which
from bot.terminal.nomme import Garder
from handlers.preconisation import facts as known
from storage import preconisations
from storage.models import Preconisation

app = command.section(
    "preconisation",
    "Les préconisations des binômes : les lire, y répondre.",
    Droit.REPONDRE_PRECONISATION,
)


@app.command()
def montrer(dispositif: Which = None) -> None:
    """Montrer les préconisations en attente, et ce qui peut être répondu à chacune."""
    with command.clerk(dispositif) as clerk:
        lu(clerk.context, "preconisations")
        rows = _waiting(clerk)
        for row in rows:
            shown = known.answering(clerk.context, {"laquelle": str(row.id)})
            answers = ", ".join(one.slug for one in shown["reponses"])
            clerk.say(f"{shown['resume']} : {shown['statut']}. Visée : {shown['visee']}.")
            clerk.say(f"Réponses possibles : {answers}\n")
        if not rows:
            clerk.say("Aucune préconisation n'attend de réponse.")


@app.command()
def repondre(
    numero: Annotated[str, typer.Argument(help="Numéro de la préconisation : « P-0003 ».")],
    reponse: Annotated[
        str, typer.Argument(help="etudier, retenir, retenir_partie, ecarter ou realiser.")
    ],
    mot: Annotated[
        str | None,
        typer.Option(help="Un mot du comité, que le binôme lira ; requis pour écarter."),
    ] = None,
    le: Annotated[str | None, typer.Option(help="Jour de la réponse : « 17/11 ».")] = None,
    garder: Garder = None,
    dispositif: Which = None,
) -> None:
    """Répondre à une préconisation ; le binôme qui l'a écrite l'apprend."""
    with command.clerk(dispositif, garder) as clerk:
        row = numbered(_waiting(clerk), numero, reference, "préconisation en attente")
        key = "motif" if reponse == ActePreconisation.ECARTER else "mot"
        said = {"laquelle": str(row.id), "reponse": reponse, key: mot, "le": le}
        named = {"reponse": "REPONSE", "motif": "--mot"}
        clerk.say(clerk.play("preconisation_reponse", said, named))


def _waiting(clerk: Clerk) -> list[Preconisation]:
    context = clerk.context
    return preconisations.in_states(context.tx, context.programme.id, OPEN)
