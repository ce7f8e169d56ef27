"""`carnet routage`: who receives what, and a service tried."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.domain.droits import Droit
from bot.terminal import command
from bot.terminal.command import Which
from handlers.routage import actions
from storage.dispositif.qui_recoit import case, said, titled

app = command.section(
    "routage", "Qui reçoit quoi : un cas, un service à essayer.", Droit.TENIR_ROUTAGE
)


@app.command()
def cas(
    mots: Annotated[
        str,
        typer.Argument(
            help="Slugs, dans n'importe quel ordre : « vt-tag site-a hall astreinte »."
        ),
    ],
    dispositif: Which = None,
) -> None:
    """Dire qui recevrait un signalement, et pourquoi ; rien ne part."""
    with command.clerk(dispositif) as clerk:
        config = clerk.context.programme.config
        try:
            asked = case(config, mots)
        except ValueError as error:
            command.fail(f"MOTS : {error}")
        clerk.say(titled(config, asked))
        for line in said(config, asked, lambda one: actions.channels(clerk.context, one)):
            clerk.say(line)


@app.command()
def essayer(
    service: Annotated[str, typer.Argument(help="Slug du service.")], dispositif: Which = None
) -> None:
    """Envoyer une alerte d'essai à un service : marquée ESSAI, comptée nulle part."""
    with command.clerk(dispositif) as clerk:
        answers = {"service": service, "accord": "oui"}
        clerk.say(clerk.play("essai_service", answers, {"service": "SERVICE"}))
