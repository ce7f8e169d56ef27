"""`carnet mediation`: the team's open dossiers, and who follows each."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.casework.mediation.actes import reference
from bot.domain.droits import Droit
from bot.feature.lectures import lu
from bot.terminal import command
from bot.terminal.clerk import Clerk, numbered, one_of
from bot.terminal.command import Which
from handlers.mediation import equipe
from storage import mediations
from storage.models import DossierMediation

app = command.section(
    "mediation", "Les médiations de l'équipe : les lire, les confier.", Droit.CONFIER_MEDIATION
)


@app.command()
def montrer(dispositif: Which = None) -> None:
    """Montrer les médiations en cours, et qui les suit."""
    with command.clerk(dispositif) as clerk:
        lu(clerk.context, "mediations_equipe")
        rows = _open(clerk)
        for row in rows:
            shown = equipe.facts(clerk.context, {"dossier": str(row.id)})
            clerk.say(f"{shown['fiche']}\nSuivi par {shown['suivi_par']}.\n")
        if not rows:
            clerk.say("Aucune médiation en cours.")


@app.command()
def confier(
    numero: Annotated[str, typer.Argument(help="Numéro du dossier : « M-0021 ».")],
    vers: Annotated[str, typer.Option(help="Slug du binôme qui le suivra : « binome-2 ».")],
    dispositif: Which = None,
) -> None:
    """Confier un dossier à un autre binôme, qui l'apprend."""
    with command.clerk(dispositif) as clerk:
        row = numbered(_open(clerk), numero, reference, "médiation en cours")
        binome = one_of(clerk.context.programme.binomes, vers, "--vers : binôme")
        said = {"dossier": str(row.id), "binome": str(binome)}
        clerk.say(clerk.play("mediations_equipe", said, {"binome": "--vers"}))


def _open(clerk: Clerk) -> list[DossierMediation]:
    return mediations.open_in(clerk.context.tx, clerk.context.programme.id)
