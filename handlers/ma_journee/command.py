"""`carnet annuler`: what a command did, taken back as « ↩️ Annuler » does in the bot."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Final

import typer

from bot.domain.droits import Droit
from bot.engine.reading import fold
from bot.feature.contract import Declined
from bot.rendering import render_line
from bot.terminal import command
from bot.terminal.clerk import Clerk
from bot.terminal.command import Which
from handlers.ma_journee import gestes as deeds
from storage import audit, gestes
from storage.models.gestes import Geste

# « carnet annuler » is wanted in a hurry: it stands alone.
app = typer.Typer()
SINCE: Final = timedelta(days=60)
SHOWN: Final = 20
NOTHING: Final = "aucune commande n'est à annuler"
UNDONE: Final = "↩️ Annulé : {{ quoi }}."


@app.command("annuler", context_settings=command.takes(Droit.ANNULER))
def take_back(
    quoi: Annotated[
        str | None,
        typer.Argument(help="Un numéro ou un mot de ce qui est à annuler ; sinon, la dernière."),
    ] = None,
    montrer: Annotated[
        bool, typer.Option("--montrer", help="Montrer ce qui peut être annulé.")
    ] = False,
    dispositif: Which = None,
) -> None:
    """Annuler ce qu'une commande vient de faire ; qui l'avait appris est averti."""
    with command.clerk(dispositif) as clerk:
        done = _done(clerk)
        if montrer:
            for geste in done:
                clerk.say(deeds.says(clerk.context, geste))
            if not done:
                clerk.say("Rien à annuler.")
        else:
            clerk.say(_taken_back(clerk, _named(clerk, done, quoi)))


def _done(clerk: Clerk) -> list[Geste]:
    """What commands did of late, the newest first."""
    context = clerk.context
    return gestes.of_commands(context.tx, context.programme.id, context.now - SINCE, SHOWN)


def _named(clerk: Clerk, done: list[Geste], quoi: str | None) -> Geste:
    """The newest, or the newest that is said so. Raises Declined."""
    mine = [one for one in done if fold(quoi or "") in fold(deeds.says(clerk.context, one))]
    if not mine:
        shown = " ; ".join(deeds.says(clerk.context, one) for one in done)
        raise Declined(f"« {quoi} » n'est pas à annuler ; le sont : {shown}" if done else NOTHING)
    return mine[0]


def _taken_back(clerk: Clerk, geste: Geste) -> str:
    """Raises Declined for what has changed since."""
    context, quoi = clerk.context, deeds.says(clerk.context, geste)
    repris = deeds.take_back(context, geste)
    if repris.probleme:
        raise Declined(repris.probleme)
    audit.note(context.tx, context.now, None, "supprimer", geste, quoi)
    return "\n".join(filter(None, (render_line(UNDONE, quoi=quoi), repris.reste)))
