"""`carnet relire`: free words reread before any leaves the team (P7)."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.domain.droits import Droit
from bot.feature.contract import Declined
from bot.terminal import command
from bot.terminal.clerk import Clerk
from bot.terminal.command import Which
from bot.words import pluriel
from handlers.relecture import actions, facts

app = command.section(
    "relire", "La relecture des textes libres, avant toute diffusion.", Droit.RELIRE
)

NoteNumber = Annotated[int, typer.Argument(help="Numéro du texte, donné par « montrer ».")]


@app.command()
def montrer(dispositif: Which = None) -> None:
    """Montrer les textes à relire, du plus ancien au plus récent."""
    with command.clerk(dispositif) as clerk:
        waiting = facts.waiting(clerk.context)
        clerk.say(f"{pluriel(len(waiting), 'texte')} à relire.")
        for note in waiting:
            clerk.say(f"  {note.id} : {facts.origin(clerk.context, note)}")
            clerk.say(f"    « {note.texte} »")


@app.command()
def valider(
    numero: NoteNumber,
    texte: Annotated[
        str | None, typer.Option(help="Le texte à diffuser à la place ; sans lui, tel quel.")
    ] = None,
    dispositif: Which = None,
) -> None:
    """Valider un texte, tel quel ou corrigé."""
    with command.clerk(dispositif) as clerk:
        choix = actions.CORRIGER if texte else actions.VALIDER
        clerk.say(_decided(clerk, numero, choix, texte))


@app.command()
def ecarter(numero: NoteNumber, dispositif: Which = None) -> None:
    """Ne pas diffuser un texte."""
    with command.clerk(dispositif) as clerk:
        clerk.say(_decided(clerk, numero, actions.ECARTER, None))


def _decided(clerk: Clerk, numero: int, choix: str, texte: str | None) -> str:
    waiting = [note.id for note in facts.waiting(clerk.context)]
    if numero not in waiting:
        numbers = ", ".join(map(str, waiting)) or "aucun"
        raise Declined(f"aucun texte n° {numero} n'attend de relecture ; à relire : {numbers}")
    answers = {"choix": choix, "texte": texte}
    played = clerk.play("relecture", answers, seed=facts.NOTE.seed(numero))
    return played.partition("\n")[0]
